// Which names an expression may read where it stands, with what they mean in words.

const TYPES = {
  text: '文字', long_text: '长文字', number: '数', date: '日期', moment: '时刻', choice: '单选', choices: '多选', yes_no: '是否',
  table: '表格', person: '人员', post: '职务', unit: '单位', case: '办件', document: '附件',
};
const RESULTS = {
  start_case: [['case_id', '所立办件的标识'], ['number', '编号'], ['procedure', '程序'], ['registered', '已转人工登记']],
  issue_number: [['series', '字号'], ['year', '年'], ['number', '号'], ['text', '全文']],
  notify: [['to', '收件人']],
  circulate: [['to', '收件人']],
};

/** Returns [{ name, label, fields: [{ name, label, values }] }] for an element. */
export function variablesAt(element, modeler, words) {
  const registry = modeler.get('elementRegistry');
  const before = reached(element, registry);
  const forms = words.forms();
  const found = new Map();
  const add = (name, label, fields = []) => { if (name && !found.has(name)) found.set(name, { name, label, fields }); };
  for (const each of before) provide(each, forms, add);
  for (const scope of scopesOf(element)) {
    const item = scope.loopCharacteristics?.inputDataItem;
    if (item) add(item.name || item.id, `“${scope.name || scope.id}”名单中的一项`);
  }
  add('case', '本件', words.caseNames().map(({ name, label }) => ({ name, label, values: [] })));
  return [...found.values()];
}

/** The elements from which the token may have come, the element itself included. */
function reached(element, registry) {
  const seen = new Set();
  const rest = [element.waypoints ? element.source : element];
  while (rest.length) {
    const each = rest.pop();
    if (!each || seen.has(each) || each.type === 'bpmn:Process') continue;
    seen.add(each);
    for (const flow of each.incoming || []) if (flow.type === 'bpmn:SequenceFlow') rest.push(flow.source);
    if (each.host) rest.push(each.host);
    if (each.parent?.type === 'bpmn:SubProcess') rest.push(each.parent);
    // What happened inside a sub-process is known after it.
    if (each.type === 'bpmn:SubProcess' && each !== element) rest.push(...each.children.filter((child) => !child.waypoints));
  }
  // The process as a whole, its limits say, knows everything.
  if (element.type === 'bpmn:Process') registry.forEach((each) => seen.add(each));
  return seen;
}

function provide(element, forms, add) {
  const object = element.businessObject;
  const values = object.get('extensionElements')?.get('values') || [];
  const told = object.name || object.id;
  for (const each of values) {
    if (each.$type === 'zf:Task' && forms[each.form]) add(object.id, `${told}（${forms[each.form].title}）`, forms[each.form].fields.map(shown));
    if (each.$type === 'zf:Effect') add(each.result, `“${told}”的结果`, (RESULTS[each.operation] || []).map(([name, label]) => ({ name, label, values: [] })));
    if (each.$type === 'zf:Decision') add(each.result, `“${told}”的判断`);
    if (each.$type === 'zf:Message') add(each.result, `“${told}”收到的内容`);
  }
  if (element.type === 'bpmn:ScriptTask') for (const name of assigned(object.script)) add(name, `“${told}”赋的值`);
  const loop = object.loopCharacteristics;
  if (loop?.loopDataOutputRef) add(loop.loopDataOutputRef, `“${told}”各项的结果`);
}

const shown = ({ key, label, type, values, columns }) => ({
  name: key,
  label: `${label} · ${TYPES[type] || type}`,
  values: type === 'yes_no' ? [] : values.map((each) => ({ value: each.value, label: each.label })),
  fields: (columns || []).map(shown),
});

const assigned = (script = '') => new Set([...script.matchAll(/^\s*([A-Za-z_]\w*)\s*=(?!=)/gm)].map((match) => match[1]));

function scopesOf(element) {
  const scopes = [];
  for (let each = element; each; each = each.parent) if (each.businessObject?.loopCharacteristics) scopes.push(each.businessObject);
  return scopes;
}
