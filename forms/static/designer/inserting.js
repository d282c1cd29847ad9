// A new step between two others: it takes over the way on, and what stood there moves aside.

const GAP = 50;
const NEAR = 16;

class Insertion {
  constructor(modeling, spaceTool, canvas) {
    Object.assign(this, { modeling, spaceTool, canvas });
  }

  preExecute(context) {
    const { source, shape, flow } = context;
    const middle = { x: source.x + source.width + GAP + shape.width / 2, y: source.y + source.height / 2 };
    if (this.isTaken(source, shape, middle)) this.makeSpace(source, shape.width + GAP);
    context.made = this.modeling.appendShape(source, shape, middle, source.parent);
    this.modeling.reconnectStart(flow, context.made, { x: middle.x + shape.width / 2, y: middle.y });
    this.modeling.layoutConnection(flow);
  }

  /** Says whether anything stands where the new step would. */
  isTaken(source, shape, { x, y }) {
    const box = { left: source.x + source.width + NEAR, right: x + shape.width / 2 + GAP, top: y - shape.height / 2 - NEAR, bottom: y + shape.height / 2 + NEAR };
    return source.parent.children.some((each) => {
      if (each === source || each.waypoints || each.type === 'bpmn:Lane' || each.labelTarget) return false;
      return each.x < box.right && each.x + each.width > box.left && each.y < box.bottom && each.y + each.height > box.top;
    });
  }

  makeSpace(source, width) {
    const start = source.x + source.width + NEAR;
    const { movingShapes, resizingShapes } = this.spaceTool.calculateAdjustments(allIn(this.canvas.getRootElement()), 'x', width, start);
    this.spaceTool.makeSpace(movingShapes, resizingShapes, { x: width, y: 0 }, 'e', start);
  }
}
Insertion.$inject = ['modeling', 'spaceTool', 'canvas'];

const allIn = (element) => [element, ...(element.children || []).flatMap(allIn)];

class Inserting {
  constructor(commandStack) {
    this.commandStack = commandStack;
    commandStack.registerHandler('zf.insert', Insertion);
  }

  /** The one flow that a new step after this element would take over. */
  takenOver(source, kind) {
    const flows = source.outgoing.filter((each) => each.type === 'bpmn:SequenceFlow');
    const ends = kind.group === 'note' || kind.target.type === 'bpmn:EndEvent';
    return flows.length === 1 && !ends && !source.type.endsWith('Gateway') ? flows[0] : null;
  }

  insert(source, shape, flow) {
    const context = { source, shape, flow };
    this.commandStack.execute('zf.insert', context);
    return context.made;
  }
}
Inserting.$inject = ['commandStack'];

export const InsertingModule = { __init__: ['inserting'], inserting: ['type', Inserting] };
