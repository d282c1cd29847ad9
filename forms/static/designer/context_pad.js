// The small pad beside the selected element: what may follow it, connect, change, delete.
import { appendable, attachable, kindOf, replaceable } from './kinds.js';

const NEXT = ['user-task', 'exclusive-gateway', 'end'];
const NEXT_OF_EVENT_GATEWAY = ['catch-message', 'catch-timer', 'catch-signal'];

class Pad {
  constructor(contextPad, making, modeling, connect, rules, create, appendPreview, eventBus, popupMenu) {
    Object.assign(this, { making, modeling, connect, rules, create, appendPreview, popupMenu });
    contextPad.registerProvider(this);
    eventBus.on('contextPad.close', () => appendPreview.cleanUp());
  }

  getMultiElementContextPadEntries(elements) {
    const entries = {};
    if (!this.popupMenu.isEmpty(elements, 'align-elements')) {
      entries.align = this.entry('edit', 'zf-icon-align', '对齐、等距', (event) => this.making.open(elements, 'align-elements', '对齐', event, { search: false }));
    }
    if (this.mayDelete(elements)) entries.delete = this.removal(() => this.modeling.removeElements([...elements]));
    return entries;
  }

  getContextPadEntries(element) {
    const entries = {};
    const offered = appendable(element);
    const near = element.type === 'bpmn:EventBasedGateway' ? NEXT_OF_EVENT_GATEWAY : NEXT;
    for (const id of near) {
      if (offered.includes(kindOf(id))) entries[`append.${id}`] = this.appending(element, kindOf(id));
    }
    if (offered.length) entries.append = this.entry('model', 'zf-icon-more', '接下来是……（A）', (event) => this.making.openAppend(element, event));
    if (attachable(element).length) entries.attach = this.entry('model', 'bpmn-icon-intermediate-event-catch-timer', '附上边界事件……（B）', (event) => this.making.openAttach(element, event));
    if (replaceable(element).length) entries.replace = this.entry('edit', 'bpmn-icon-screw-wrench', '改成……（R）', (event) => this.making.openReplace(element, event));
    if (element.type === 'bpmn:Lane') this.addLaneEntries(element, entries);
    if (connects(element)) entries.connect = this.connecting(element);
    if (annotates(element)) entries['append.annotation'] = this.appending(element, kindOf('annotation'));
    if (this.mayDelete([element])) entries.delete = this.removal(() => this.modeling.removeElements([element]));
    return entries;
  }

  entry(group, className, title, click, more = {}) {
    return { group, className, title, action: { click, ...more } };
  }

  appending(element, kind) {
    const start = (event) => this.create.start(event, this.making.shapes(kind), { source: element });
    const hover = () => {
      this.appendPreview.create(element, kind.target.type, kind.target);
      return () => this.appendPreview.cleanUp();
    };
    return this.entry('model', kind.icon, `接上${kind.name}`, () => this.making.append(element, kind), { dragstart: start, hover });
  }

  connecting(element) {
    const start = (event) => this.connect.start(event, element);
    return this.entry('connect', 'bpmn-icon-connection-multi', '连到……', start, { dragstart: start });
  }

  removal(click) {
    return this.entry('edit', 'bpmn-icon-trash', '删除', click);
  }

  addLaneEntries(lane, entries) {
    entries.above = this.entry('lane', 'bpmn-icon-lane-insert-above', '上方加泳道', () => this.modeling.addLane(lane, 'top'));
    entries.divide = this.entry('lane', 'bpmn-icon-lane-divide-two', '分成两道', () => this.modeling.splitLane(lane, 2));
    entries.below = this.entry('lane', 'bpmn-icon-lane-insert-below', '下方加泳道', () => this.modeling.addLane(lane, 'bottom'));
  }

  mayDelete(elements) {
    const allowed = this.rules.allowed('elements.delete', { elements });
    return Array.isArray(allowed) ? elements.every((each) => allowed.includes(each)) : allowed;
  }
}
Pad.$inject = ['contextPad', 'making', 'modeling', 'connect', 'rules', 'create', 'appendPreview', 'eventBus', 'popupMenu'];

function connects(element) {
  const object = element.businessObject;
  if (element.type === 'label' || element.waypoints) return false;
  if (element.type === 'bpmn:TextAnnotation') return true;
  return object.$instanceOf('bpmn:FlowNode') && element.type !== 'bpmn:EndEvent' && !object.triggeredByEvent;
}

const annotates = (element) => element.type !== 'label' && (element.type === 'bpmn:SequenceFlow' || element.businessObject.$instanceOf('bpmn:FlowNode'));

// The library's own entry for aligning would be the only one of its looks.
export const ContextPadModule = {
  __init__: ['contextPadProvider'], contextPadProvider: ['type', Pad], alignElementsContextPadProvider: ['value', {}],
};
