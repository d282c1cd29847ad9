// Events and messages: what is waited for, thrown or caught.
import { extension } from '../deed.js';
import { h } from '../dom.js';
import { field, pick, section, suggestions, text, tick } from '../fields.js';
import { taskFields } from './task.js';

const REFERRED = { 'bpmn:SignalEventDefinition': ['signalRef', 'bpmn:Signal', '信号'], 'bpmn:ErrorEventDefinition': ['errorRef', 'bpmn:Error', '错误'], 'bpmn:EscalationEventDefinition': ['escalationRef', 'bpmn:Escalation', '升级'] };
const TIMES = [['timeDate', '到某个时刻'], ['timeDuration', '过一段时间']];
const CATCHING = ['bpmn:StartEvent', 'bpmn:IntermediateCatchEvent', 'bpmn:BoundaryEvent', 'bpmn:ReceiveTask'];

const definitionOf = (element) => element.businessObject.eventDefinitions?.[0];

export function eventPart(panel, element) {
  const definition = definitionOf(element);
  if (!definition) return null;
  const boundary = element.type === 'bpmn:BoundaryEvent' && definition.$type !== 'bpmn:ErrorEventDefinition'
    ? h('div', { class: 'field' }, tick(element.businessObject.cancelActivity !== false, '中断所附的步骤', (value) => panel.do([{ element, set: { cancelActivity: value } }], { drawAnew: true })))
    : null;
  if (definition.$type === 'bpmn:TimerEventDefinition') return section('定时', 'event', timer(panel, element, definition), boundary);
  if (definition.$type === 'bpmn:ConditionalEventDefinition') return section('条件', 'event', condition(panel, element, definition), boundary);
  if (definition.$type in REFERRED) return section(REFERRED[definition.$type][2], 'event', referred(panel, element, definition), boundary);
  return boundary ? section('边界', 'event', boundary) : null;
}

function timer(panel, element, definition) {
  const [slot] = TIMES.find(([name]) => definition.get(name)) || TIMES[0];
  const write = (name, source) => {
    const made = panel.deeds.make('bpmn:FormalExpression', { body: source }, definition);
    const set = Object.fromEntries(['timeDate', 'timeDuration', 'timeCycle'].map((each) => [each, each === name ? made : undefined]));
    return [{ element, of: definition, set }];
  };
  const body = definition.get(slot)?.body || '';
  const editor = panel.expression({
    value: body, label: '时间', slot: slot === 'timeDate' ? 'timer_date' : 'timer_duration', commit: (source) => panel.do(write(slot, source)),
    hint: slot === 'timeDate' ? 'case.meeting_at' : "'P2D'（两天）、'PT1H'（一小时）",
  });
  editor.dataset.key = 'timer';
  return [
    field('怎样定', pick(slot, TIMES, (value) => panel.do(write(value, body), { drawAnew: true }))),
    h('div', { class: 'field' }, h('div', { class: 'field-head' }, h('span', { class: 'label' }, '时间')), editor),
  ];
}

function condition(panel, element, definition) {
  const commit = (source) => panel.do([{ element, of: definition, set: { condition: panel.deeds.make('bpmn:FormalExpression', { body: source }, definition) } }]);
  return h('div', { class: 'field' }, panel.expression({ value: definition.condition?.body, label: '条件', slot: 'condition', commit, lines: 3 }));
}

/** Signals, errors and escalations are named once in the document, and referred to. */
function referred(panel, element, definition) {
  const [reference, type, words] = REFERRED[definition.$type];
  const box = h('div', { class: 'stack' });
  const known = panel.deeds ? panel.deeds.definitions().get('rootElements').filter((each) => each.$type === type) : [];
  const list = suggestions(box, known.map((each) => [each.name || each.id, '']));
  const commit = (name) => {
    if (!name) return panel.do([{ element, of: definition, set: { [reference]: undefined } }]);
    const { found, steps } = panel.deeds.named(type, name);
    return panel.do([...steps, { element, of: definition, set: { [reference]: found } }]);
  };
  const current = definition.get(reference);
  const empty = element.type === 'bpmn:BoundaryEvent' && type !== 'bpmn:Signal' ? '空着：任何一个都接住。' : '';
  box.append(field(`${words}名称`, text(current?.name || current?.id, commit, { list }), { hint: empty }));
  return box;
}

/** A start of an event sub-process may be a standing act: offered on the case page. */
export function standingPart(panel, element) {
  const inside = element.businessObject.$parent?.triggeredByEvent;
  if (element.type !== 'bpmn:StartEvent' || !inside || definitionOf(element)?.$type !== 'bpmn:MessageEventDefinition') return null;
  const task = extension(element, 'zf:Task');
  const turn = (value) => {
    const { deeds } = panel;
    const added = value ? [deeds.make('zf:Task', { candidates: 'case.initiator_unit' })] : [];
    panel.do([deeds.extend(element, added, task ? [task] : [])], { drawAnew: true });
  };
  return section('随时事项', 'standing',
    h('div', { class: 'field' }, tick(Boolean(task), '由人随时提出：在办件页上作为一项可办的事', turn)),
    task ? taskFields(panel, element) : h('p', { class: 'hint' }, '不勾选时，等下面的消息到来。'));
}

export function messagePart(panel, element) {
  const definition = definitionOf(element);
  const isTask = ['bpmn:SendTask', 'bpmn:ReceiveTask'].includes(element.type);
  if (!isTask && definition?.$type !== 'bpmn:MessageEventDefinition') return null;
  const found = extension(element, 'zf:Message');
  const set = (values) => panel.do([panel.deeds.setExtension(element, 'zf:Message', values)]);
  const box = h('div', { class: 'stack' });
  const list = suggestions(box, panel.words.vocabulary().messages.map((name) => [name, '']));
  const name = text(found?.name, (value) => nameMessage(panel, element, definition, value), { list });
  const expression = (key, label, hint) => {
    const editor = panel.expression({ value: found?.[key], label, slot: 'value', commit: (value) => set({ [key]: value || undefined }), hint });
    return h('div', { class: 'field' }, h('div', { class: 'field-head' }, h('span', { class: 'label' }, label)), editor);
  };
  const catches = CATCHING.includes(element.type);
  box.append(
    field('消息名称', name, { hint: '用英文标识，例如 case_ended。' }),
    expression('correlation', '关联', catches ? '与发来的关联相同才收，例如 coordination.case_id' : 'case.id'),
    catches
      ? field('内容记在', text(found?.result, (value) => set({ result: value || undefined })), { hint: '后面的表达式用这个名称读取消息的内容。' })
      : expression('payload', '内容', "{'title': case.title}"),
  );
  return section('消息', 'message', box);
}

/** The name stands in our extension; the drawn definition refers to a message of that name. */
function nameMessage(panel, element, definition, value) {
  const owner = definition || element.businessObject;
  const { found, steps } = value ? panel.deeds.named('bpmn:Message', value) : { found: undefined, steps: [] };
  panel.do([
    ...steps,
    definition ? { element, of: owner, set: { messageRef: found } } : { element, set: { messageRef: found } },
    panel.deeds.setExtension(element, 'zf:Message', { name: value || undefined }),
  ]);
}
