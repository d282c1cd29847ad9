// Making elements: dragged from the palette, placed by the keyboard, appended, replaced;
// and the menus that offer what can be made. Only what kinds.js lists is offered.
import { GROUPS, appendable, attachable, creatable, replaceable } from './kinds.js';

const MENU = { width: 300, search: true };
const LANE_HEIGHT = 160;

class Making {
  constructor(elementFactory, create, autoPlace, modeling, canvas, selection, popupMenu, bpmnReplace, inserting, directEditing) {
    Object.assign(this, { elementFactory, create, autoPlace, modeling, canvas, selection, popupMenu, bpmnReplace, inserting, directEditing });
    const menu = (offer, act) => ({ getPopupMenuEntries: (target) => entries(offer(target), (kind, event) => act(target, kind, event)) });
    popupMenu.registerProvider('zf-create', menu(creatable, (_, kind, event) => this.startOrPlace(kind, event)));
    popupMenu.registerProvider('zf-append', menu(appendable, (target, kind) => this.append(target, kind)));
    popupMenu.registerProvider('zf-attach', menu(attachable, (target, kind) => this.attach(target, kind)));
    popupMenu.registerProvider('zf-replace', menu(replaceable, (target, kind) => this.replace(target, kind)));
  }

  /** Makes the shapes of a kind: a sub-process comes with its start. */
  shapes(kind) {
    const { target } = kind;
    const shape = this.elementFactory.createShape({ ...target });
    if (target.type !== 'bpmn:SubProcess') return [shape];
    const begins = target.triggeredByEvent
      ? { type: 'bpmn:StartEvent', eventDefinitionType: 'bpmn:MessageEventDefinition', isInterrupting: false }
      : { type: 'bpmn:StartEvent' };
    return [shape, this.elementFactory.createShape({ ...begins, x: 40, y: 82, parent: shape })];
  }

  /** Lets the mouse put the new element where it is dropped. */
  start(kind, event) {
    if (isKey(event)) return this.place(kind);
    const made = this.shapes(kind);
    return this.create.start(event, made, { hints: { autoSelect: [made[0]] } });
  }

  startOrPlace(kind, event) {
    return isKey(event) ? this.place(kind) : this.start(kind, event);
  }

  /** Puts the new element after the selected one, or in the middle of what is seen. */
  place(kind) {
    const [source] = this.selection.get();
    if (source && appendable(source).includes(kind)) return this.append(source, kind);
    const { x, y, width, height } = this.canvas.viewbox();
    const made = this.shapes(kind);
    this.modeling.createElements(made, { x: x + width / 2, y: y + height / 2 }, this.canvas.getRootElement());
    return this.selection.select(made[0]);
  }

  /** Puts the new element behind another: into its way on, where it has one. */
  append(source, kind) {
    const made = this.shapes(kind);
    const flow = made.length > 1 ? null : this.inserting.takenOver(source, kind);
    if (flow) {
      const inserted = this.inserting.insert(source, made[0], flow);
      this.selection.select(inserted);
      if (kind.group === 'task') this.directEditing.activate(inserted);
      return inserted;
    }
    if (made.length > 1) return this.appendPart(source, made);
    return this.autoPlace.append(source, made[0]);
  }

  appendPart(source, made) {
    const at = { x: source.x + source.width + 60 + made[0].width / 2, y: source.y + source.height / 2 };
    this.modeling.createElements(made, at, source.parent);
    this.modeling.connect(source, made[0]);
    return this.selection.select(made[0]);
  }

  /** Puts an event on the lower border of an element, beside those that sit there. */
  attach(host, kind) {
    const shape = this.elementFactory.createShape({ ...kind.target });
    const at = { x: host.x + host.width - 24 - 44 * (host.attachers?.length || 0), y: host.y + host.height };
    const made = this.modeling.createShape(shape, at, host, { attach: true });
    this.selection.select(made);
  }

  replace(element, kind) {
    const made = this.bpmnReplace.replaceElement(element, kind.target);
    this.selection.select(made);
    return made;
  }

  /** Puts a lane below the last one, or round everything where there is none yet. */
  addLane() {
    const root = this.canvas.getRootElement();
    const lanes = root.children.filter((each) => each.type === 'bpmn:Lane');
    const last = lanes.sort((a, b) => a.y + a.height - b.y - b.height).at(-1);
    if (last) return this.selection.select(this.modeling.addLane(last, 'bottom'));
    const { inner } = this.canvas.viewbox();
    const lane = this.elementFactory.createShape({ type: 'bpmn:Lane', width: Math.max(600, inner.width + 100), height: Math.max(LANE_HEIGHT, inner.height + 80) });
    this.modeling.createShape(lane, { x: inner.x + inner.width / 2, y: inner.y + inner.height / 2 }, root);
    return this.selection.select(lane);
  }

  openMenu(event) {
    this.open(this.canvas.getRootElement(), 'zf-create', '画一个……', event);
  }

  openAppend(element, event) {
    this.open(element, 'zf-append', '接下来是……', event);
  }

  openAttach(element, event) {
    this.open(element, 'zf-attach', '附在边上……', event);
  }

  openReplace(element, event) {
    this.open(element, 'zf-replace', '改成……', event);
  }

  open(target, provider, title, event, more = {}) {
    if (this.popupMenu.isEmpty(target, provider)) return;
    const at = event?.x ? { x: event.x + 8, y: event.y + 8 } : middle(this.canvas.getContainer());
    this.popupMenu.open(target, provider, { ...at, cursor: at }, { ...MENU, title, ...more });
  }
}
Making.$inject = ['elementFactory', 'create', 'autoPlace', 'modeling', 'canvas', 'selection', 'popupMenu', 'bpmnReplace', 'inserting', 'directEditing'];

/** A click that the keyboard made has no place on the screen. */
const isKey = (event) => !event || event instanceof KeyboardEvent || (!event.clientX && !event.clientY);

function middle(container) {
  const { left, top, width, height } = container.getBoundingClientRect();
  return { x: left + width / 2 - 150, y: top + height / 4 };
}

function entries(kinds, act) {
  return Object.fromEntries(kinds.map((kind) => [kind.id, {
    label: kind.name,
    description: kind.hint,
    className: kind.icon,
    group: { id: kind.group, name: GROUPS[kind.group] },
    action: (event) => act(kind, event),
  }]));
}

export const MakingModule = { __init__: ['making'], making: ['type', Making] };
