// Time limits: how long from when, in what unit; they remind, they never decide.
import { extensions } from '../deed.js';
import { h } from '../dom.js';
import { field, pick, section, smallButton, text, tick } from '../fields.js';
import { principalField } from './principals.js';
import { referenceList } from './references.js';

const LIMITED = ['bpmn:UserTask', 'bpmn:ReceiveTask', 'bpmn:SubProcess', 'bpmn:IntermediateCatchEvent', 'bpmn:BoundaryEvent', 'bpmn:Process'];
const UNITS = [['working_days', '工作日'], ['calendar_days', '自然日'], ['hours', '小时']];
const UNIT_WORDS = Object.fromEntries(UNITS);

export function limitsPart(panel, element) {
  if (!LIMITED.includes(element.type)) return null;
  const found = extensions(element, 'zf:Limit');
  const add = () => {
    const key = freeKey(panel, element);
    const made = panel.deeds.make('zf:Limit', { key, name: element.businessObject.name || '全程', unit: 'working_days', amount: '3', kind: 'soft' });
    panel.do([panel.deeds.extend(element, [made])], { drawAnew: true });
    panel.holder.querySelector('.limit:last-of-type')?.setAttribute('open', '');
  };
  return section(`时限${found.length ? `（${found.length}）` : ''}`, 'limits',
    found.map((limit) => limitBox(panel, element, limit)),
    panel.readOnly ? null : smallButton('加一个时限', add, { 'data-key': 'add-limit' }));
}

function freeKey(panel, element) {
  const taken = new Set();
  panel.modeler.get('elementRegistry').forEach((each) => { if (!each.labelTarget) extensions(each, 'zf:Limit').forEach(({ key }) => taken.add(key)); });
  let key = element.businessObject.id;
  for (let number = 2; taken.has(key); number += 1) key = `${element.businessObject.id}_${number}`;
  return key;
}

function limitBox(panel, element, limit) {
  const set = (values, more) => panel.do([{ element, of: limit, set: values }], more);
  const put = (name) => (value) => set({ [name]: value || undefined });
  const expression = (name, label, hint = '') => {
    const editor = panel.expression({ value: limit[name], label, slot: name, commit: put(name), hint });
    return h('div', { class: 'field' }, h('div', { class: 'field-head' }, h('span', { class: 'label' }, label)), editor);
  };
  const references = limit.get('references') || [];
  const setReferences = (next) => {
    for (const each of next) each.$parent = limit;
    set({ references: next }, { drawAnew: true });
  };
  const box = h('details', { class: 'limit', open: opened.has(limit) },
    h('summary', {}, h('strong', {}, limit.name || limit.key), h('span', { class: 'quiet' }, ` ${summary(panel, limit)}`)),
    field('时限名称', text(limit.name, put('name'))),
    field('时限标识', text(limit.key, put('key')), { hint: '一件之中同一标识的时限是同一个：返工不重新起算。' }),
    h('div', { class: 'pair' },
      h('div', { class: 'field' }, h('div', { class: 'field-head' }, h('span', { class: 'label' }, '多久')),
        panel.expression({ value: limit.amount, label: '多久', slot: 'amount', commit: put('amount'), hint: "parameter('…') 或数" }), parameterOf(panel, limit, set)),
      field('单位', pick(limit.unit, UNITS, (value) => set({ unit: value })))),
    expression('start', '从何时起算', '空着：从到达这一步起算'),
    h('div', { class: 'field' }, tick(limit.before, '倒推：在那个时刻之前这么久', (value) => set({ before: value || undefined }))),
    field('软硬', pick(limit.kind || 'soft', [['soft', '软：只提醒、亮灯'], ['hard', '硬：超期要写理由并记录']], (value) => set({ kind: value }))),
    expression('remind', '提前多少提醒', '单位同上'),
    principalField(panel, { label: '提醒谁', key: `notify-${limit.key}`, value: limit.notify, slot: 'notify', commit: (value, more) => set({ notify: value || undefined }, more) }),
    expression('warn', '用去多少亮黄灯', "0.7，或 parameter('…')"),
    h('div', { class: 'field' }, h('span', { class: 'label' }, '时限的依据'), referenceList(panel, references, {
      add: (to) => setReferences([...references, panel.deeds.make('zf:Reference', { to })]),
      drop: (one) => setReferences(references.filter((each) => each !== one)),
      key: `reference-${limit.key}`,
    })),
    panel.readOnly ? null : smallButton('删除这个时限', () => panel.do([panel.deeds.extend(element, [], [limit])], { drawAnew: true }), { class: 'small-button grave' }));
  box.addEventListener('toggle', () => { if (box.open) opened.add(limit); else opened.delete(limit); });
  return box;
}

// Which limits are unfolded, through drawing anew.
const opened = new WeakSet();

/** What the limit says, in one line: a parameter with its value. */
function summary(panel, { amount, unit, before, start }) {
  const { value } = panel.words.vocabulary().parameters.find((each) => each.name === named(amount)) || {};
  const number = value ?? (/^\d+$/.test(amount || '') ? amount : '按表达式');
  return `${start && before ? '倒推 ' : ''}${number} ${UNIT_WORDS[unit] || ''}`;
}

/** The parameters of the office in the limit's unit, to take one. */
function parameterOf(panel, limit, set) {
  if (panel.readOnly) return null;
  const { parameters } = panel.words.vocabulary();
  const mine = parameters.filter((each) => each.unit === limit.unit || each.name === named(limit.amount));
  if (!mine.length) return null;
  const control = pick(named(limit.amount), mine.map(({ name, value, told }) => [name, `${name} = ${value}（${told}）`]), (name) => {
    if (name) set({ amount: `parameter('${name}')` }, { drawAnew: true });
  }, { empty: '取一个参数……' });
  control.setAttribute('aria-label', '取一个参数');
  return control;
}

const named = (amount) => /^parameter\('([^']+)'\)$/.exec(amount || '')?.[1] || '';
