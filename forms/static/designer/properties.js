// The panel beside the diagram: everything that can be said of the selected element.
//
// A value that is typed is one deed; what adds or removes something draws the panel anew.
import { h } from './dom.js';
import { kindName } from './kinds.js';
import { callPart, decisionPart, effectPart, scriptPart } from './panel/work.js';
import { eventPart, messagePart, standingPart } from './panel/event.js';
import { flowPart } from './panel/flow.js';
import { generalPart, notesPart } from './panel/general.js';
import { limitsPart } from './panel/limits.js';
import { loopPart } from './panel/loop.js';
import { outcomePart } from './panel/outcome.js';
import { referencesPart } from './panel/references.js';
import { taskPart } from './panel/task.js';
import { variablesAt } from './variables.js';
import { expressionEditor } from './expression.js';

const PARTS = [
  generalPart, taskPart, standingPart, flowPart, outcomePart, effectPart, decisionPart, scriptPart, callPart,
  eventPart, messagePart, loopPart, referencesPart, limitsPart, notesPart,
];

export class Properties {
  constructor(holder, { modeler, words, readOnly, open, makeForm }) {
    Object.assign(this, { holder, modeler, words, readOnly, open, makeForm, quiet: false, element: null });
    this.deeds = modeler.get('deeds', false);
    // What is published keeps its id: cases run on it, expressions read it.
    this.published = new Set((document.getElementById('main').dataset.published || '').split(' '));
    modeler.on('selection.changed', ({ newSelection }) => this.select(newSelection));
    modeler.on('commandStack.changed', () => this.changed());
    modeler.on('element.changed', ({ element }) => { if (element === this.element) this.head(); });
  }

  select(selection) {
    if (selection.length > 1) return this.several(selection.length);
    const [one] = selection;
    return this.show(one?.labelTarget || one || this.modeler.get('canvas').getRootElement());
  }

  changed() {
    if (this.quiet || !this.element) return;
    const still = this.modeler.get('elementRegistry').get(this.element.id);
    this.show(still || this.modeler.get('canvas').getRootElement());
  }

  isNew(element) {
    return !this.published.has(element.businessObject.id);
  }

  /** Does a deed. `drawAnew` where it changes what the panel offers. */
  do(steps, { drawAnew = false } = {}) {
    this.quiet = !drawAnew;
    try {
      this.deeds.do(steps);
    } finally {
      this.quiet = false;
    }
    if (drawAnew) this.show(this.element);
  }

  set(set) {
    this.do([{ element: this.element, set }]);
  }

  /** Everything that is being typed is taken as typed. */
  settle() {
    for (const control of this.holder.querySelectorAll('input, textarea, .expression')) control.settle?.();
  }

  several(count) {
    this.settle();
    this.element = null;
    this.holder.replaceChildren(h('p', { class: 'quiet' }, `选中了 ${count} 个元素。只选一个，才能看它的属性。`));
  }

  show(element) {
    if (!element?.businessObject) return; // Nothing is drawn yet.
    this.settle();
    const place = element === this.element ? this.place() : null;
    this.element = element;
    this.header = h('header', { class: 'panel-head' });
    const parts = PARTS.map((part) => part(this, element)).filter(Boolean);
    const body = h(this.readOnly ? 'fieldset' : 'div', { class: 'panel-body plain', disabled: this.readOnly }, parts);
    this.head();
    this.holder.replaceChildren(this.header, body);
    if (place) this.back(place);
  }

  head() {
    const object = this.element.businessObject;
    this.header.replaceChildren(
      h('p', { class: 'panel-kind' }, kindName(this.element)),
      h('h2', {}, object.name || object.text || object.id),
    );
  }

  /** Where one was, so that drawing anew does not take the keyboard away. */
  place() {
    const control = this.holder.contains(document.activeElement) ? document.activeElement.closest('[data-key]') : null;
    return { key: control?.dataset.key, top: this.holder.scrollTop };
  }

  back({ key, top }) {
    this.holder.scrollTop = top;
    if (!key) return;
    const control = this.holder.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (control?.focusEditor) control.focusEditor();
    else (control?.matches('input, select, textarea, button') ? control : control?.querySelector('input, select, textarea, button'))?.focus();
  }

  /** An editor for an expression of the shown element. */
  expression({ value, label, slot, commit, lines, hint, said }) {
    const { element } = this;
    return expressionEditor({
      value, label, slot, commit, lines, hint, said, words: this.words, readOnly: this.readOnly,
      variables: () => variablesAt(element, this.modeler, this.words),
    });
  }
}
