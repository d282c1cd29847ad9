// One deed in the panel is one step to undo, however many things it changes.
//
// A step is { element, of, set }: set these properties of the moddle element `of`, which
// belongs to the diagram element `element`; without `of`, of the element itself.

class Deed {
  constructor(modeling) {
    this.modeling = modeling;
  }

  // Commands given here belong to the deed: the stack undoes them together.
  preExecute({ steps }) {
    for (const { element, of, set } of steps) {
      if (of) this.modeling.updateModdleProperties(element, of, set);
      else this.modeling.updateProperties(element, set);
    }
  }
}
Deed.$inject = ['modeling'];

class Deeds {
  constructor(commandStack, bpmnFactory, canvas) {
    Object.assign(this, { commandStack, bpmnFactory, canvas });
    commandStack.registerHandler('zf.deed', Deed);
  }

  /** Does all the steps; what changes nothing is no deed. */
  do(...steps) {
    const changing = steps.flat().filter(({ element, of, set }) => {
      const object = of || element.businessObject;
      return Object.entries(set).some(([name, value]) => object.get(name) !== value);
    });
    if (changing.length) this.commandStack.execute('zf.deed', { steps: changing });
  }

  make(type, properties, parent) {
    const made = this.bpmnFactory.create(type, properties);
    for (const value of Object.values(properties).flat()) if (value?.$type) value.$parent = made;
    made.$parent = parent;
    return made;
  }

  /** Steps that put new `zf:` elements into an element's extension, or take some out. */
  extend(element, added, removed = []) {
    const object = element.businessObject;
    const holder = object.get('extensionElements');
    if (!holder) {
      const made = this.make('bpmn:ExtensionElements', { values: added }, object);
      return { element, set: { extensionElements: made } };
    }
    const values = holder.get('values').filter((each) => !removed.includes(each));
    for (const each of added) each.$parent = holder;
    const left = [...values, ...added];
    // An empty extension says nothing: it goes with its last entry.
    if (!left.length) return { element, set: { extensionElements: undefined } };
    return { element, of: holder, set: { values: left } };
  }

  /** Steps that set properties of the element's one `zf:` element, made where need be. */
  setExtension(element, type, set) {
    const found = extension(element, type);
    if (found) return { element, of: found, set };
    return this.extend(element, [this.make(type, set)]);
  }

  /** Returns the document's root element of that type and name, and a step if it is new. */
  named(type, name) {
    const definitions = this.definitions();
    const found = definitions.get('rootElements').find((each) => each.$type === type && each.name === name);
    if (found) return { found, steps: [] };
    const taken = this.bpmnFactory._model.ids;
    const free = /^[A-Za-z_][\w]*$/.test(name) && !taken.assigned(name);
    const made = this.make(type, free ? { id: name, name } : { name }, definitions);
    const rootElements = [made, ...definitions.get('rootElements')];
    return { found: made, steps: [{ element: this.canvas.getRootElement(), of: definitions, set: { rootElements } }] };
  }

  definitions() {
    return this.canvas.getRootElement().businessObject.$parent;
  }
}
Deeds.$inject = ['commandStack', 'bpmnFactory', 'canvas'];

/** Returns all `zf:` elements of a type that an element carries. */
export function extensions(element, type) {
  const values = element.businessObject.get('extensionElements')?.get('values') || [];
  return values.filter((each) => each.$type === type);
}

export const extension = (element, type) => extensions(element, type)[0];

export const DeedModule = { __init__: ['deeds'], deeds: ['type', Deeds] };
