// What can be drawn: exactly what the engine runs (engine/bpmn/checking_elements.py and
// checking_events.py). Palette, menus and the names in the panel all read this list.

const definition = (name) => `bpmn:${name}EventDefinition`;

const kind = (id, group, name, icon, target, hint = '') => ({ id, group, name, icon: `bpmn-icon-${icon}`, target, hint });

const event = (id, name, type, icon, trigger, hint = '', more = {}) => kind(id, 'event', name, icon, {
  type: `bpmn:${type}`, ...(trigger ? { eventDefinitionType: definition(trigger) } : {}), ...more,
}, hint);

export const GROUPS = { task: '任务', part: '子流程与调用', gateway: '网关', event: '事件', note: '注释与泳道' };

const TASKS = [
  kind('user-task', 'task', '用户任务', 'user-task', { type: 'bpmn:UserTask' }, '由人填写表单办理'),
  kind('service-task', 'task', '服务任务', 'service-task', { type: 'bpmn:ServiceTask' }, '系统执行一项操作：立件、通知、编号……'),
  kind('business-rule-task', 'task', '业务规则任务', 'business-rule-task', { type: 'bpmn:BusinessRuleTask' }, '按决策表判断'),
  kind('script-task', 'task', '脚本任务', 'script-task', { type: 'bpmn:ScriptTask' }, '给数据赋值'),
  kind('send-task', 'task', '发送任务', 'send-task', { type: 'bpmn:SendTask' }, '发出一条消息'),
  kind('receive-task', 'task', '接收任务', 'receive-task', { type: 'bpmn:ReceiveTask' }, '等一条消息'),
];

const PARTS = [
  kind('sub-process', 'part', '子流程', 'subprocess-expanded', { type: 'bpmn:SubProcess', isExpanded: true }, '自成一段，可多人各办一遍'),
  kind('event-sub-process', 'part', '事件子流程', 'event-subprocess-expanded', { type: 'bpmn:SubProcess', isExpanded: true, triggeredByEvent: true }, '随时事项，或等消息另起一段'),
  kind('call-activity', 'part', '调用活动', 'call-activity', { type: 'bpmn:CallActivity' }, '调用共用部分'),
];

const GATEWAYS = [
  kind('exclusive-gateway', 'gateway', '排他网关', 'gateway-xor', { type: 'bpmn:ExclusiveGateway' }, '按条件选一条路'),
  kind('parallel-gateway', 'gateway', '并行网关', 'gateway-parallel', { type: 'bpmn:ParallelGateway' }, '各条路同时走，再等齐'),
  kind('inclusive-gateway', 'gateway', '包容网关', 'gateway-or', { type: 'bpmn:InclusiveGateway' }, '按条件走一条或几条，再等齐'),
  kind('event-gateway', 'gateway', '事件网关', 'gateway-eventbased', { type: 'bpmn:EventBasedGateway' }, '先等到哪个事件就走哪条'),
];

const STARTS = [event('start', '开始事件', 'StartEvent', 'start-event-none', '', '办件由此开始')];

const CATCHES = [
  event('catch-message', '等待消息', 'IntermediateCatchEvent', 'intermediate-event-catch-message', 'Message'),
  event('catch-timer', '等到时刻', 'IntermediateCatchEvent', 'intermediate-event-catch-timer', 'Timer'),
  event('catch-signal', '等待信号', 'IntermediateCatchEvent', 'intermediate-event-catch-signal', 'Signal'),
  event('catch-condition', '等待条件', 'IntermediateCatchEvent', 'intermediate-event-catch-condition', 'Conditional'),
];

const THROWS = [
  event('throw-none', '中间事件', 'IntermediateThrowEvent', 'intermediate-event-none', '', '只作标记，不等待'),
  event('throw-message', '发出消息', 'IntermediateThrowEvent', 'intermediate-event-throw-message', 'Message'),
  event('throw-signal', '发出信号', 'IntermediateThrowEvent', 'intermediate-event-throw-signal', 'Signal'),
  event('throw-escalation', '升级', 'IntermediateThrowEvent', 'intermediate-event-throw-escalation', 'Escalation'),
];

const ENDS = [
  event('end', '结束事件', 'EndEvent', 'end-event-none', '', '写明结局'),
  event('end-message', '结束并发消息', 'EndEvent', 'end-event-message', 'Message'),
  event('end-signal', '结束并发信号', 'EndEvent', 'end-event-signal', 'Signal'),
  event('end-escalation', '结束并升级', 'EndEvent', 'end-event-escalation', 'Escalation'),
  event('end-error', '错误结束', 'EndEvent', 'end-event-error', 'Error', '由外层的错误边界事件接住'),
  event('end-terminate', '终止结束', 'EndEvent', 'end-event-terminate', 'Terminate', '其余各路一并停止'),
];

const boundary = (id, name, icon, trigger, interrupting) => event(id, name, 'BoundaryEvent', `intermediate-event-catch-${icon}`, trigger, '', { cancelActivity: interrupting });
const BOUNDARIES = [
  boundary('boundary-timer', '定时中断', 'timer', 'Timer', true),
  boundary('boundary-timer-beside', '定时另起一路', 'non-interrupting-timer', 'Timer', false),
  boundary('boundary-message', '消息中断', 'message', 'Message', true),
  boundary('boundary-message-beside', '消息另起一路', 'non-interrupting-message', 'Message', false),
  boundary('boundary-signal', '信号中断', 'signal', 'Signal', true),
  boundary('boundary-signal-beside', '信号另起一路', 'non-interrupting-signal', 'Signal', false),
  boundary('boundary-condition', '条件中断', 'condition', 'Conditional', true),
  boundary('boundary-condition-beside', '条件另起一路', 'non-interrupting-condition', 'Conditional', false),
];
// Only what lies inside a sub-process throws errors and escalations.
const FROM_INSIDE = [
  boundary('boundary-error', '错误中断', 'error', 'Error', true),
  boundary('boundary-escalation', '升级中断', 'escalation', 'Escalation', true),
  boundary('boundary-escalation-beside', '升级另起一路', 'non-interrupting-escalation', 'Escalation', false),
];

// An event sub-process never interrupts: the engine would not stop the main flow.
const sidestart = (id, name, icon, trigger) => event(id, name, 'StartEvent', `start-event-non-interrupting-${icon}`, trigger, '', { isInterrupting: false });
const SIDE_STARTS = [
  sidestart('side-message', '随时可办，或等消息', 'message', 'Message'),
  sidestart('side-timer', '到时启动', 'timer', 'Timer'),
  sidestart('side-signal', '收到信号启动', 'signal', 'Signal'),
];

const NOTES = [
  kind('annotation', 'note', '文字注释', 'text-annotation', { type: 'bpmn:TextAnnotation' }),
  kind('group', 'note', '分组框', 'group', { type: 'bpmn:Group' }),
];

/** Every kind that can be drawn. */
export const ALL = [...TASKS, ...PARTS, ...GATEWAYS, ...STARTS, ...CATCHES, ...THROWS, ...ENDS, ...BOUNDARIES, ...FROM_INSIDE, ...SIDE_STARTS, ...NOTES];
const BY_ID = new Map(ALL.map((each) => [each.id, each]));

/** Returns the kind of that id. */
export const kindOf = (id) => BY_ID.get(id);

/** What may be put on the empty canvas. */
export const creatable = () => [...TASKS, ...PARTS, ...GATEWAYS, ...STARTS, ...CATCHES, ...THROWS, ...ENDS, ...NOTES];

/** What may follow an element. */
export function appendable(element) {
  const { type } = element;
  const object = element.businessObject;
  if (type === 'label' || element.waypoints || !object.$instanceOf('bpmn:FlowNode')) return [];
  if (type === 'bpmn:EndEvent' || object.triggeredByEvent) return [];
  if (type === 'bpmn:EventBasedGateway') return CATCHES;
  return [...TASKS, ...PARTS.filter((each) => !each.target.triggeredByEvent), ...GATEWAYS, ...CATCHES, ...THROWS, ...ENDS];
}

/** What may sit on the border of an element. */
export function attachable(element) {
  const object = element.businessObject;
  if (element.type === 'label' || element.waypoints || !object.$instanceOf('bpmn:Activity') || object.triggeredByEvent) return [];
  return boundariesOf(element);
}

/** What an element may be changed into. */
export function replaceable(element) {
  return choices(element).filter((each) => !isSame(element, each.target));
}

function choices(element) {
  const object = element.businessObject;
  if (element.type === 'label' || element.waypoints) return [];
  switch (element.type) {
    case 'bpmn:StartEvent': return object.$parent.triggeredByEvent ? SIDE_STARTS : STARTS;
    case 'bpmn:EndEvent': return ENDS;
    case 'bpmn:BoundaryEvent': return boundariesOf(element.host);
    case 'bpmn:IntermediateCatchEvent': case 'bpmn:IntermediateThrowEvent': return [...CATCHES, ...THROWS];
    case 'bpmn:SubProcess': return PARTS.filter((each) => each.target.type === 'bpmn:SubProcess');
    default:
  }
  if (object.$instanceOf('bpmn:Gateway')) return GATEWAYS;
  if (object.$instanceOf('bpmn:Activity')) return [...TASKS, ...PARTS.filter((each) => !each.target.triggeredByEvent)];
  return [];
}

function boundariesOf(host) {
  const throwsFromInside = ['bpmn:SubProcess', 'bpmn:CallActivity'].includes(host?.type);
  return throwsFromInside ? [...BOUNDARIES, ...FROM_INSIDE] : BOUNDARIES;
}

function isSame(element, target) {
  const object = element.businessObject;
  const trigger = object.eventDefinitions?.[0]?.$type;
  return element.type === target.type
    && (trigger || undefined) === target.eventDefinitionType
    && (target.cancelActivity === undefined || object.cancelActivity === target.cancelActivity)
    && (target.isInterrupting === undefined || object.isInterrupting === target.isInterrupting)
    && Boolean(object.triggeredByEvent) === Boolean(target.triggeredByEvent);
}

const PLAIN = {
  'bpmn:Process': '流程', 'bpmn:Lane': '泳道', 'bpmn:SequenceFlow': '连线', 'bpmn:Association': '注释线', label: '名称',
  'bpmn:Participant': '泳池', 'bpmn:Task': '未定类型的任务', 'bpmn:ManualTask': '手工任务', 'bpmn:DataObjectReference': '数据对象',
};

/** Names the kind of an element in Chinese; what the engine does not run is named so. */
export function kindName(element) {
  const found = ALL.find((each) => isSame(element, each.target));
  if (found) return found.name;
  return PLAIN[element.type] || '引擎不支持的元素';
}
