// Several do it, each once: over whom, into what, and until when.
import { h } from '../dom.js';
import { field, pick, section, text } from '../fields.js';

const LOOP = 'bpmn:MultiInstanceLoopCharacteristics';
const WAYS = [['', '只办一次'], ['parallel', '多人各办一份，同时进行'], ['sequential', '多人各办一份，依次进行']];

export function loopPart(panel, element) {
  const object = element.businessObject;
  if (!object.$instanceOf('bpmn:Activity') || object.triggeredByEvent) return null;
  const loop = object.loopCharacteristics;
  const way = !loop ? '' : loop.isSequential ? 'sequential' : 'parallel';
  const select = pick(way, WAYS, (value) => change(panel, element, loop, value));
  select.dataset.key = 'loop';
  return section('多人办理', 'loop', field('怎样办', select), loop?.$type === LOOP ? details(panel, element, loop) : null);
}

function change(panel, element, loop, way) {
  if (loop && way) return panel.do([{ element, of: loop, set: { isSequential: way === 'sequential' } }], { drawAnew: true });
  if (!way) return panel.do([{ element, set: { loopCharacteristics: undefined } }], { drawAnew: true });
  const { deeds } = panel;
  const id = element.businessObject.id;
  const made = deeds.make(LOOP, {
    isSequential: way === 'sequential',
    loopDataOutputRef: `${id}_results`,
    inputDataItem: deeds.make('bpmn:DataInput', { id: `${id}_each`, name: 'one' }),
    outputDataItem: deeds.make('bpmn:DataOutput', { id: `${id}_item`, name: id }),
  }, element.businessObject);
  return panel.do([{ element, set: { loopCharacteristics: made } }], { drawAnew: true });
}

function details(panel, element, loop) {
  const set = (values, more) => panel.do([{ element, of: loop, set: values }], more);
  const item = (name, type, suffix, value) => {
    const found = loop.get(name);
    if (found) return panel.do([{ element, of: found, set: { name: value || undefined } }]);
    return set({ [name]: panel.deeds.make(type, { id: `${element.businessObject.id}_${suffix}`, name: value }, loop) });
  };
  const named = (name) => loop.get(name)?.name || loop.get(name)?.id;
  const commitUntil = (source) => set({ completionCondition: source ? panel.deeds.make('bpmn:FormalExpression', { body: source }, loop) : undefined });
  return [
    expression(panel, '名单', 'collection', loop.loopDataInputRef, (value) => set({ loopDataInputRef: value || undefined }), 'in_charge_of(units)'),
    field('每一项叫', text(named('inputDataItem'), (value) => item('inputDataItem', 'bpmn:DataInput', 'each', value)), { hint: '办理人里用这个名称，例如 deputy。' }),
    field('每份结果叫', text(named('outputDataItem'), (value) => item('outputDataItem', 'bpmn:DataOutput', 'item', value)), { hint: '用户任务填它自己的标识。' }),
    field('结果汇总在', text(loop.loopDataOutputRef, (value) => set({ loopDataOutputRef: value || undefined }))),
    expression(panel, '提前结束的条件', 'completion', loop.completionCondition?.body, commitUntil, "any([one.decision != '一致' for one in values(results)])", 3),
  ];
}

function expression(panel, label, slot, value, commit, hint, lines = 1) {
  const editor = panel.expression({ value, label, slot, commit, hint, lines });
  editor.dataset.key = slot;
  return h('div', { class: 'field' }, h('div', { class: 'field-head' }, h('span', { class: 'label' }, label)), editor);
}
