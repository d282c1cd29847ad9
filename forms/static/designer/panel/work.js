// What the system does by itself: effects, decisions, scripts, calls.
import { extension } from '../deed.js';
import { h } from '../dom.js';
import { field, pick, section, smallButton, text } from '../fields.js';
import { principalField } from './principals.js';

export function effectPart(panel, element) {
  if (element.type !== 'bpmn:ServiceTask') return null;
  const effect = extension(element, 'zf:Effect');
  const { effects } = panel.words.vocabulary();
  const operation = effects.find((each) => each.operation === effect?.operation);
  const choose = (value) => changeOperation(panel, element, effect, effects.find((each) => each.operation === value));
  const select = pick(effect?.operation, effects.map(({ operation: name, label }) => [name, label]), choose, { empty: '（还没有选）' });
  select.dataset.key = 'operation';
  return section('系统操作', 'effect',
    field('做什么', select, { hint: operation?.help || '' }),
    operation ? operation.arguments.map((each) => argumentField(panel, element, effect, each)) : null,
    effect ? resultField(panel, element, effect) : null);
}

/** Another operation takes other arguments: those of the same name stay. */
function changeOperation(panel, element, effect, next) {
  if (!next) {
    if (effect) panel.do([panel.deeds.extend(element, [], [effect])], { drawAnew: true });
    return;
  }
  const names = new Set(next.arguments.map((each) => each.name));
  const kept = (effect?.get('arguments') || []).filter((each) => names.has(each.name));
  panel.do([panel.deeds.setExtension(element, 'zf:Effect', { operation: next.operation, arguments: kept })], { drawAnew: true });
}

function argumentField(panel, element, owner, { name, label, kind, required, help }) {
  const found = owner.get('arguments').find((each) => each.name === name);
  const commit = (value, more) => setArgument(panel, element, owner, name, value, more);
  const title = required ? label : `${label}（可不填）`;
  if (kind === 'principals') return principalField(panel, { label: title, key: `argument-${name}`, value: found?.value, slot: 'principals', commit });
  const shortcut = kind === 'procedure' ? procedurePicker(panel, found, commit) : null;
  const editor = panel.expression({ value: found?.value, label: title, slot: 'value', commit, hint: help, lines: kind === 'text' || kind === 'record' ? 3 : 1 });
  editor.dataset.key = `argument-${name}`;
  return h('div', { class: 'field' }, h('div', { class: 'field-head' }, h('span', { class: 'label' }, title)), shortcut, editor);
}

function procedurePicker(panel, found, commit) {
  const { procedures } = panel.words.vocabulary();
  const slug = /^'(\w+)'$/.exec(found?.value || '')?.[1] || '';
  const control = pick(slug, procedures.map((each) => [each.slug, each.name]), (value) => commit(value ? `'${value}'` : '', { drawAnew: true }), { empty: '（选一个程序，或在下面写表达式）' });
  control.setAttribute('aria-label', '选一个程序');
  return control;
}

function setArgument(panel, element, owner, name, value, more) {
  const all = owner.get('arguments');
  const found = all.find((each) => each.name === name);
  if (found && value) return panel.do([{ element, of: found, set: { value } }], more);
  const rest = all.filter((each) => each !== found);
  const made = value ? [panel.deeds.make('zf:Argument', { name, value }, owner)] : [];
  return panel.do([{ element, of: owner, set: { arguments: [...rest, ...made] } }], more);
}

function resultField(panel, element, owner) {
  const commit = (value) => panel.do([{ element, of: owner, set: { result: value || undefined } }]);
  return field('结果记在', text(owner.result, commit), { hint: '后面的表达式用这个名称读取结果；用不着就空着。' });
}

export function decisionPart(panel, element) {
  if (element.type !== 'bpmn:BusinessRuleTask') return null;
  const decision = extension(element, 'zf:Decision');
  const set = (values, more) => panel.do([panel.deeds.setExtension(element, 'zf:Decision', values)], more);
  const tables = panel.words.tables();
  const select = pick(decision?.table, tables.map((name) => [name, name]), (value) => set({ table: value || undefined }, { drawAnew: true }), { empty: tables.length ? '（还没有选）' : '（草稿里还没有决策表）' });
  select.dataset.key = 'table';
  return section('决策', 'decision',
    field('决策表', select, { more: decision?.table ? smallButton('打开', () => panel.open(`${decision.table}.dmn`)) : null }),
    field('结果记在', text(decision?.result, (value) => set({ result: value || undefined })), { hint: '后面的条件用这个名称读取判断。' }),
    decision ? inputs(panel, element, decision) : null);
}

/** Without inputs of its own the table reads the task's data under their names. */
function inputs(panel, element, decision) {
  const all = decision.get('arguments');
  const rows = all.map((each) => {
    const editor = panel.expression({ value: each.value, label: `${each.name} 取自`, slot: 'value', commit: (value) => panel.do([{ element, of: each, set: { value: value || "''" } }]) });
    const drop = smallButton('×', () => panel.do([{ element, of: decision, set: { arguments: all.filter((other) => other !== each) } }], { drawAnew: true }), { 'aria-label': `去掉输入 ${each.name}` });
    return h('div', { class: 'field' }, h('div', { class: 'field-head' }, h('span', { class: 'label' }, each.name), drop), editor);
  });
  if (panel.readOnly) return rows;
  const add = text('', (name) => {
    if (!/^[A-Za-z_]\w*$/.test(name)) return;
    const made = panel.deeds.make('zf:Argument', { name, value: name }, decision);
    panel.do([{ element, of: decision, set: { arguments: [...all, made] } }], { drawAnew: true });
  }, { placeholder: '输入项的名称' });
  return [rows, field('加一个输入', add, { hint: '不加输入时，决策表按名称直接读取本件的数据。' })];
}

export function scriptPart(panel, element) {
  if (element.type !== 'bpmn:ScriptTask') return null;
  const editor = panel.expression({ value: element.businessObject.script, label: '脚本', slot: 'script', commit: (source) => panel.set({ script: source || undefined }), lines: 12, hint: 'name = 表达式' });
  editor.dataset.key = 'script';
  return section('脚本', 'script', h('div', { class: 'field' }, editor, h('p', { class: 'hint' }, '只能赋值和用 if；所赋的值后面的步骤都能读取。')));
}

export function callPart(panel, element) {
  if (element.type !== 'bpmn:CallActivity') return null;
  const parts = panel.words.shared();
  const select = pick(element.businessObject.calledElement, parts.map((name) => [name, name]), (value) => panel.set({ calledElement: value || undefined }), { empty: parts.length ? '（还没有选）' : '（还没有共用部分）' });
  return section('调用', 'call', field('共用部分', select, { hint: '别的程序请用服务任务“立一件”。' }));
}
