// The tab 说明: what a procedure is called, who may start it, its register, its ends.
import { expressionEditor } from './expression.js';
import { h } from './dom.js';
import { field, pick, smallButton, text } from './fields.js';
import { choicesOf, chosen } from './panel/principals.js';
import { referenceList } from './panel/references.js';

const TYPES = [
  ['text', '文字'], ['long_text', '长文字'], ['number', '数'], ['date', '日期'], ['moment', '时刻'], ['choice', '单选'],
  ['choices', '多选'], ['yes_no', '是否'], ['person', '人员'], ['post', '职务'], ['unit', '单位'], ['case', '办件'],
];
const ANYONE = [['unit:*', '任何单位的人']];
const STARTERS = [['initiator', '发起人'], ['initiator_unit', '发起单位']];
// What this page has fields for; the rest stands in the source.
const KNOWN = ['slug', 'name', 'summary', 'number_word', 'title', 'owner', 'start', 'register', 'terminations'];

/** Mounts the editor of a manifest. */
export function mount(element, { text: source, readOnly, onChange, api }) {
  let manifest = null;
  try {
    manifest = JSON.parse(source);
  } catch { /* Below stands the source, to be mended. */ }
  const page = { readOnly, words: api.words, api };
  const change = (set, { drawAnew = false } = {}) => {
    manifest = { ...manifest, ...set };
    const written = `${JSON.stringify(manifest, null, 2)}\n`;
    onChange(written);
    if (drawAnew) draw();
  };
  const draw = () => {
    const key = document.activeElement?.closest('[data-key]')?.dataset.key;
    const body = h(readOnly ? 'fieldset' : 'div', { class: 'sheet manifest plain', disabled: readOnly });
    if (manifest) body.append(...parts(page, manifest, change));
    body.append(sourceOf(manifest ? JSON.stringify(manifest, null, 2) : source, readOnly, (next) => {
      manifest = next;
      onChange(`${JSON.stringify(next, null, 2)}\n`);
      draw();
    }, manifest));
    element.replaceChildren(body);
    if (key) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  };
  draw();
}

function parts(page, manifest, change) {
  const { words, readOnly } = page;
  const put = (name) => (value) => change({ [name]: value || undefined });
  const units = words.vocabulary().units.map(({ unit_id: id, name }) => [`unit:${id}`, name]);
  const starts = manifest.start || { candidates: [], references: [] };
  return [
    h('h2', {}, '程序'),
    h('div', { class: 'fields' },
      field('名称', text(manifest.name, put('name'))),
      field('简介', text(manifest.summary, put('summary'), { lines: 2 })),
      h('div', { class: 'triple' },
        field('代号', text(manifest.slug, () => {}, { readOnly: true }), { hint: '地址和文件用它，不能改。' }),
        field('主管单位', pick(manifest.owner, units, put('owner'), { empty: '（还没有选）' })),
        field('编号的字', text(manifest.number_word, put('number_word')), { hint: '例如“议题”：议题〔2026〕1号。' })),
      expression(page, '办件标题', manifest.title, put('title'), '填了第一张表之后怎样称呼这一件，例如 fill_in.title'),
    ),
    h('h2', {}, '谁可以发起'),
    h('div', { class: 'fields' },
      h('div', { class: 'field' }, h('span', { class: 'label' }, '发起的主体'), chosen(page, {
        label: '发起的主体', key: 'start', named: starts.candidates || [], choices: [...ANYONE, ...choicesOf(words)],
        commit: (candidates) => change({ start: { ...starts, candidates } }, { drawAnew: true }),
      })),
      h('div', { class: 'field' }, h('span', { class: 'label' }, '依据'), citations(page, 'start', starts.references || [], (references) => change({ start: { ...starts, references } }, { drawAnew: true }))),
    ),
    h('h2', {}, '台账'),
    list(page, 'register', manifest.register || [], registerRow, { name: '', label: '', type: 'text', set_by: {} }, '加一栏', change),
    h('h2', {}, '在图外结束'),
    list(page, 'terminations', manifest.terminations || [], terminationRow, { outcome: '', who: ['initiator_unit'], until: '', references: [] }, '加一种', change),
    readOnly ? null : h('p', { class: 'hint' }, '红头、版式和印发的设置在下面的源文件里改。'),
  ].filter(Boolean);
}

/** Rows of a list, each in a box of its own, and a button for one more. */
function list(page, name, rows, rowOf, fresh, words, change) {
  const set = (next, more) => change({ [name]: next }, more);
  const boxes = rows.map((row, index) => h('li', { class: 'row' }, rowOf(page, row, {
    put: (values, more) => set(rows.map((each, at) => (at === index ? Object.assign(each, values) : each)), more),
    key: `${name}-${index}`,
  }), page.readOnly ? null : smallButton('删除', () => set(rows.filter((_, at) => at !== index), { drawAnew: true }), { class: 'small-button grave', 'aria-label': `删除第 ${index + 1} 项` })));
  const add = smallButton(words, () => set([...rows, structuredClone(fresh)], { drawAnew: true }), { 'data-key': `add-${name}` });
  return h('div', { class: 'rows' }, h('ol', {}, boxes), page.readOnly ? null : add);
}

function registerRow(page, row, { put, key }) {
  const elements = page.api.elements().filter((each) => each.name && !each.type.endsWith('Flow') && each.type !== 'bpmn:Lane');
  const setters = Object.entries(row.set_by || {});
  const setBy = (next, more) => put({ set_by: Object.fromEntries(next) }, more);
  const lines = setters.map(([id, source], index) => h('div', { class: 'setter' },
    pick(id, elements.map((each) => [each.id, `${each.name}（${each.kind}）`]), (value) => setBy(setters.map((each, at) => (at === index ? [value, source] : each)), { drawAnew: true })),
    expression(page, `${row.label || row.name}：取自`, source, (value) => setBy(setters.map((each, at) => (at === index ? [id, value] : each))), null, id),
    page.readOnly ? null : smallButton('×', () => setBy(setters.filter((_, at) => at !== index), { drawAnew: true }), { 'aria-label': '去掉这一步' })));
  const free = elements.find((each) => !(each.id in (row.set_by || {})));
  return h('div', { class: 'fields' },
    h('div', { class: 'triple' },
      field('栏名', text(row.label, (label) => put({ label }))),
      field('标识', text(row.name, (name) => put({ name })), { hint: '表达式读作 case.标识。' }),
      field('类型', pick(row.type, TYPES, (type) => put({ type })))),
    h('div', { class: 'field' }, h('span', { class: 'label' }, '由哪一步完成时记下'), lines,
      page.readOnly || !free ? null : smallButton('加一步', () => setBy([...setters, [free.id, 'None']], { drawAnew: true }), { 'data-key': `${key}-setter` })));
}

function terminationRow(page, row, { put, key }) {
  const elements = page.api.elements().filter((each) => each.name && each.type.endsWith('Task'));
  return h('div', { class: 'fields' },
    h('div', { class: 'triple' },
      field('结局', text(row.outcome, (outcome) => put({ outcome }))),
      field('到哪一步为止', pick(row.until, elements.map((each) => [each.id, each.name]), (until) => put({ until }), { empty: '随时' }))),
    h('div', { class: 'field' }, h('span', { class: 'label' }, '谁可以'), chosen(page, {
      label: '谁可以', key: `${key}-who`, named: row.who || [], choices: [...STARTERS, ...choicesOf(page.words)], commit: (who) => put({ who }, { drawAnew: true }),
    })),
    h('div', { class: 'field' }, h('span', { class: 'label' }, '依据'), citations(page, key, row.references || [], (references) => put({ references }, { drawAnew: true }))));
}

function citations(page, key, references, commit) {
  return referenceList(page, references.map((to) => ({ to })), {
    add: (to) => commit([...references, to]),
    drop: ({ to }) => commit(references.filter((each) => each !== to)),
    key: `${key}-reference`,
  });
}

function expression(page, label, value, commit, hint, at = '') {
  const editor = expressionEditor({
    value, label, slot: 'value', commit, words: page.words, readOnly: page.readOnly, variables: () => page.api.variables(at),
  });
  return h('div', { class: 'field' }, hint === null ? null : h('div', { class: 'field-head' }, h('span', { class: 'label' }, label)), editor, hint ? h('p', { class: 'hint' }, hint) : null);
}

/** The file as it is written: for what has no field here, and for what cannot be read. */
function sourceOf(source, readOnly, commit, manifest) {
  const area = h('textarea', { rows: 18, value: source, readonly: readOnly, spellcheck: 'false', class: 'source', 'aria-label': '源文件' });
  const fault = h('p', { class: 'refusal', role: 'status' });
  area.addEventListener('change', () => {
    try {
      fault.textContent = '';
      commit(JSON.parse(area.value));
    } catch {
      fault.textContent = '不是完整的 JSON，还没有采用。';
    }
  });
  const more = manifest ? Object.keys(manifest).filter((name) => !KNOWN.includes(name)) : [];
  return h('details', { class: 'source-box', open: !manifest }, h('summary', {}, `源文件${more.length ? `（另有 ${more.join('、')}）` : ''}`), area, fault);
}
