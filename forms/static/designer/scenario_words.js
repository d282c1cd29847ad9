// What a line of a scenario may go on with: keywords, sentences, and in quotes or cells
// the names and labels that belong there.

const HEADS = [['场景: ', '一个场景'], ['场景大纲: ', '同一场景的几个例子'], ['例子:', '大纲的取值'], ['背景:', '每个场景之前'], ['规则: ', '一条规则下的几个场景']];
const KEYWORDS = ['假如', '当', '那么', '并且', '但是'];
const STEP = new RegExp(`^\\s*(${KEYWORDS.join('|')})(.*)$`);
const MOST = 80;

/** CodeMirror's source of completions. */
export function complete(context, { words, api }) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (/^\s*@[^\s]*$/.test(before) || /^\s*(@\S+\s+)+@?\S*$/.test(before)) return clauses(context, before, api);
  if (/^\s*\|/.test(before)) return inCell(context, line, before, words, api);
  const step = STEP.exec(before);
  if (!step) return heads(context, before);
  const quotes = step[2].split('"');
  if (quotes.length % 2 === 0) return inQuotes(context, step[2], quotes, words, api);
  return sentences(context, step, words);
}

function result(context, typed, options) {
  const found = options.filter(({ label, detail = '' }) => `${label} ${detail}`.includes(typed.trim()));
  return found.length ? { from: context.pos - typed.length, options: found.slice(0, MOST), filter: false } : null;
}

const named = (list, detail = '') => [...new Set(list)].filter(Boolean).map((label) => ({ label, detail, type: 'constant' }));

function clauses(context, before, api) {
  const typed = /@?[^\s@]*$/.exec(before)[0];
  const options = api.vocabulary().references.map(({ label, requirement }) => ({ label: `@${label}`, detail: requirement.slice(0, 40), type: 'constant' }));
  return result(context, typed, options);
}

function heads(context, before) {
  const typed = before.trimStart();
  if (!typed && !context.explicit) return null;
  const options = [...KEYWORDS.map((label) => ({ label, type: 'keyword' })), ...HEADS.map(([label, detail]) => ({ label, detail, type: 'keyword' }))];
  return result(context, typed, options.filter(({ label }) => label.startsWith(typed)));
}

/** The type of step on this line: 并且 and 但是 go on with the one above. */
function typeOf(context, keyword) {
  if (!['并且', '但是'].includes(keyword)) return keyword;
  for (let number = context.state.doc.lineAt(context.pos).number - 1; number > 0; number -= 1) {
    const above = STEP.exec(context.state.doc.line(number).text)?.[1];
    if (above && !['并且', '但是'].includes(above)) return above;
  }
  return '假如';
}

function sentences(context, [, keyword, typed], words) {
  const type = typeOf(context, keyword);
  const wanted = typed.replace(/"[^"]*"/g, '""');
  const options = words.sentences.filter((each) => each.keyword === type).map(({ example, meaning }) => ({ label: example, detail: meaning.replaceAll('\n', ''), type: 'text' }));
  const found = options.filter(({ label }) => label.replace(/"[^"]*"/g, '""').includes(wanted) || label.includes(typed));
  return found.length ? { from: context.pos - typed.length, options: found, filter: false } : null;
}

/** What stands in the quotes that are open, by the words before them. */
function inQuotes(context, sentence, quotes, words, api) {
  const typed = quotes.at(-1);
  const lead = quotes.at(-2);
  return result(context, typed, optionsFor(lead, words, api));
}

function optionsFor(lead, words, api) {
  const elements = api.elements();
  const tasks = named(elements.filter(({ type, form }) => form && type === 'bpmn:UserTask').map(({ name }) => name), '事项');
  const acts = named(elements.filter(({ type, form }) => form && type === 'bpmn:StartEvent').map(({ name }) => name), '随时可作');
  const draft = manifestOf(api);
  const procedures = named([draft.name, ...api.vocabulary().procedures.map(({ name }) => name)], '程序');
  const outcomes = named([...api.draft.text('process.bpmn').matchAll(/<zf:outcome name="([^"]*)"/g)].map(([, name]) => name).concat((draft.terminations || []).map(({ outcome }) => outcome)), '结局');
  const limits = named([...api.draft.text('process.bpmn').matchAll(/<zf:limit [^>]*?name="([^"]*)"/g)].map(([, name]) => name), '时限');
  const officials = [...named(words.officials, '职务或单位')];
  const tables = named(fieldsOf(api).filter(({ columns }) => columns.length).map(({ label }) => label), '表格字段');
  const rules = [
    [/对案件作$|已对案件作$/, acts], [/(^|已|新)报送$|案件$/, procedures], [/改为分管$/, named(words.units, '单位')], [/结局为$|以$/, outcomes],
    [/^时限$|收到催办$/, limits], [/亮$/, named(words.lamps)], [/^台账$/, named((draft.register || []).map(({ label }) => label), '台账')], [/拟填$/, tables],
    [/^字段$/, named(fieldsOf(api).map(({ label }) => label), '字段')], [/依据$|包含$/, named(api.vocabulary().references.map(({ label }) => label), '条款')],
    [/被拒绝,因$/, named(words.refusals, '拒绝名目')], [/办理$|有$|就$|对$|签收$/, [...tasks, ...acts]],
    [/现在是$|时间到$/, [{ label: '2026-11-23 09:00', detail: '北京时间' }]], [/^$|由$|授权$|代$|征求$|记有$/, officials],
  ];
  return rules.find(([pattern]) => pattern.test(lead))?.[1] || [];
}

function manifestOf(api) {
  try {
    return JSON.parse(api.draft.text('manifest.json'));
  } catch {
    return {}; // Somebody is typing it.
  }
}

const fieldsOf = (api) => Object.values(api.words.forms()).flatMap(({ fields }) => fields);

/** In a table: labels under 字段, values beside them, and the three columns of 已依次办理. */
function inCell(context, line, before, words, api) {
  const typed = /[^|]*$/.exec(before)[0].trimStart();
  const column = before.split('|').length - 2;
  const { header, sentence } = tableAbove(context, line.number);
  if (!header) return null;
  if (header[0] === '办理人') {
    if (column === 2) return labelsInRow(context, line.text, typed, api);
    return result(context, typed, optionsFor(column ? '办理' : '', words, api));
  }
  if (header[0] !== '字段') return null;
  const fields = formFor(sentence, api);
  if (column === 0) return result(context, typed, named(fields.map(({ label }) => label), '字段'));
  const field = fields.find(({ label }) => label === line.text.split('|')[1].trim());
  return field ? result(context, typed, valuesOf(field, words)) : null;
}

function labelsInRow(context, text, typed, api) {
  const fields = formFor(`"x"办理"${text.split('|')[2].trim()}"`, api);
  const part = /[^;]*$/.exec(typed)[0];
  if (!part.includes('=')) return result(context, part, fields.map(({ label, type }) => ({ label: `${label}=`, detail: type, type: 'property' })));
  const [label, value] = part.split('=');
  const field = fields.find((each) => each.label === label.trim());
  return field ? result(context, value, valuesOf(field, {})) : null;
}

function valuesOf({ type, values }, words) {
  if (values.length) return named(values.map(({ label }) => label), '选项');
  if (type === 'yes_no') return named(['是', '否']);
  if (type === 'unit') return named(words.units || [], '单位');
  if (type === 'post' || type === 'person') return named(words.officials || [], '职务');
  if (type === 'document') return [{ label: '材料.pdf', detail: '附件写文件名' }];
  return [];
}

/** The header of the table on this line, and the sentence that it belongs to. */
function tableAbove(context, number) {
  const { doc } = context.state;
  let header = null;
  for (let above = number; above > 0; above -= 1) {
    const { text } = doc.line(above);
    if (!text.trim().startsWith('|')) return { header: above < number ? header : null, sentence: text };
    header = text.split('|').slice(1, -1).map((cell) => cell.trim());
  }
  return { header, sentence: '' };
}

/** The fields of the form that a sentence fills in. */
function formFor(sentence, api) {
  const forms = api.words.forms();
  const quoted = sentence.split('"').filter((_, index) => index % 2);
  const found = api.elements().find(({ name, form }) => form && quoted.includes(name));
  if (found) return forms[found.form]?.fields || [];
  const first = api.elements().find(({ form, type }) => form && type === 'bpmn:UserTask');
  return /报送/.test(sentence) && first ? forms[first.form]?.fields || [] : fieldsOf(api);
}
