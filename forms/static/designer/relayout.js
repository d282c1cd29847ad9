// Laying out anew: the server draws, here the drawing is taken over as one step to undo.

const plain = ({ x, y, width, height }) => ({ x, y, width, height });

class Relayout {
  constructor(elementRegistry, moddle) {
    Object.assign(this, { elementRegistry, moddle });
  }

  execute(context) {
    context.before = new Map();
    const changed = [];
    for (const [id, drawn] of context.drawing) {
      const element = this.elementRegistry.get(id);
      if (!element) continue;
      context.before.set(id, this.drawingOf(element));
      this.draw(element, drawn);
      changed.push(element, ...element.labels);
    }
    return changed;
  }

  revert(context) {
    const changed = [];
    for (const [id, drawn] of context.before) {
      const element = this.elementRegistry.get(id);
      this.draw(element, drawn);
      changed.push(element, ...element.labels);
    }
    return changed;
  }

  drawingOf(element) {
    return {
      bounds: element.waypoints ? null : plain(element),
      waypoints: element.waypoints?.map(({ x, y }) => ({ x, y })),
      label: element.label ? plain(element.label) : null,
    };
  }

  draw(element, { bounds, waypoints, label }) {
    const { di } = element;
    if (waypoints && element.waypoints) {
      element.waypoints = waypoints.map((point) => ({ ...point, original: point }));
      di.set('waypoint', waypoints.map((point) => this.moddle.create('dc:Point', point)));
    } else if (bounds) {
      Object.assign(element, bounds);
      Object.assign(di.bounds, bounds);
    }
    if (label && element.label) {
      Object.assign(element.label, label);
      if (!di.label) di.set('label', this.moddle.create('bpmndi:BPMNLabel', {}));
      if (!di.label.bounds) di.label.set('bounds', this.moddle.create('dc:Bounds', {}));
      Object.assign(di.label.bounds, label);
    }
  }
}
Relayout.$inject = ['elementRegistry', 'moddle'];

class Relayouts {
  constructor(commandStack, moddle) {
    Object.assign(this, { commandStack, moddle });
    commandStack.registerHandler('zf.relayout', Relayout);
  }

  /** Takes over the drawing of a document that has the same elements. */
  async take(xml) {
    const { rootElement } = await this.moddle.fromXML(xml);
    const drawing = new Map();
    for (const each of rootElement.diagrams.flatMap((diagram) => diagram.plane.planeElement)) {
      drawing.set(each.bpmnElement.id, {
        bounds: each.bounds ? plain(each.bounds) : null,
        waypoints: each.waypoint?.map(({ x, y }) => ({ x, y })),
        label: each.label?.bounds ? plain(each.label.bounds) : null,
      });
    }
    this.commandStack.execute('zf.relayout', { drawing });
  }
}
Relayouts.$inject = ['commandStack', 'moddle'];

export const LayoutModule = { __init__: ['relayout'], relayout: ['type', Relayouts] };
