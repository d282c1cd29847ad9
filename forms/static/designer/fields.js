// The controls of the panel: each tells its value when it is settled, not at every key.
import { h, later, newId } from './dom.js';

const PAUSE = 700;

/** A control under its label, with a hint below; `more` goes beside the label. */
export function field(label, control, { hint = '', more = null } = {}) {
  const input = control.matches?.('input, select, textarea') ? control : control.querySelector('input, select, textarea');
  if (input && !input.id) input.id = newId('field');
  const told = hint ? h('p', { class: 'hint', id: newId('hint') }, hint) : null;
  if (told && input) input.setAttribute('aria-describedby', told.id);
  return h('div', { class: 'field' },
    h('div', { class: 'field-head' }, h('label', { for: input?.id }, label), more), control, told);
}

/** Text that is committed after a pause and on leaving; `lines` makes it taller. */
export function text(value, commit, { lines = 1, list = '', readOnly = false, placeholder = '' } = {}) {
  const control = h(lines > 1 ? 'textarea' : 'input', {
    ...(lines > 1 ? { rows: Math.floor(lines) } : { type: 'text', list: list || null }),
    value: value ?? '', readonly: readOnly, placeholder: placeholder || null, spellcheck: 'false', autocomplete: 'off',
  });
  let last = value ?? '';
  const settle = () => {
    if (control.value === last || control.readOnly) return;
    last = control.value;
    commit(control.value);
  };
  const soon = later(settle, PAUSE);
  control.addEventListener('input', (event) => { if (!event.isComposing) soon(); });
  control.addEventListener('compositionend', soon);
  control.addEventListener('change', settle);
  control.settle = settle;
  return control;
}

/** One of several: options are [value, words]; a value that is not among them is shown as it is. */
export function pick(value, options, commit, { empty = '' } = {}) {
  const known = options.some(([each]) => each === (value ?? ''));
  const all = [...(empty ? [['', empty]] : []), ...options, ...(known || !value ? [] : [[value, `${value}（没有这一项）`]])];
  const control = h('select', { onchange: () => commit(control.value) }, all.map(([each, words]) => h('option', { value: each }, words)));
  control.value = value ?? '';
  return control;
}

/** Yes or no, its words beside the box. */
export function tick(value, words, commit) {
  const box = h('input', { type: 'checkbox', checked: Boolean(value), onchange: () => commit(box.checked) });
  return h('label', { class: 'tick' }, box, words);
}

/** Suggestions for text inputs; returns the list's id. */
export function suggestions(holder, options) {
  const id = newId('list');
  holder.append(h('datalist', { id }, options.map(([value, words]) => h('option', { value, label: words || null }, words))));
  return id;
}

/** A part of the panel under its heading, folded or not as it was left. */
export function section(title, key, ...children) {
  const folded = localStorage.getItem(`zhangfa.fold.${key}`) === 'yes';
  const box = h('details', { class: 'section', 'data-section': key, open: !folded }, h('summary', {}, h('h3', {}, title)), h('div', { class: 'section-body' }, children));
  box.addEventListener('toggle', () => localStorage.setItem(`zhangfa.fold.${key}`, box.open ? 'no' : 'yes'));
  return box;
}

export const smallButton = (words, act, more = {}) => h('button', { type: 'button', class: 'small-button', onclick: act, ...more }, words);
