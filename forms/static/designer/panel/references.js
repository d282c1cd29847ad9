// The clauses that an element carries out, with their cards.
import { extensions } from '../deed.js';
import { h } from '../dom.js';
import { section, smallButton, suggestions } from '../fields.js';

const CITING = ['bpmn:FlowNode', 'bpmn:SequenceFlow', 'bpmn:Process'];

export function referencesPart(panel, element) {
  if (!CITING.some((type) => element.businessObject.$instanceOf(type))) return null;
  const found = extensions(element, 'zf:Reference');
  const steps = (added, removed) => [panel.deeds.extend(element, added, removed)];
  return section(`依据${found.length ? `（${found.length}）` : ''}`, 'references', referenceList(panel, found, {
    add: (to) => panel.do(steps([panel.deeds.make('zf:Reference', { to })], []), { drawAnew: true }),
    drop: (one) => panel.do(steps([], [one]), { drawAnew: true }),
    key: 'reference',
  }));
}

/** Cards of these references, and a picker for one more. */
export function referenceList(panel, found, { add, drop, key }) {
  const box = h('div', { class: 'references' });
  box.append(h('ul', {}, found.map((each) => card(panel, each.to, () => drop(each)))));
  if (panel.readOnly) return box;
  const known = panel.words.vocabulary().references;
  const list = suggestions(box, known.map(({ reference, label, requirement }) => [`${reference} ${label}`, requirement]));
  const input = h('input', { type: 'text', list, placeholder: '加一条：42.1，或第42条……', 'aria-label': '加一条依据', 'data-key': key, autocomplete: 'off' });
  const have = new Set(found.map((each) => each.to));
  const take = () => {
    const words = input.value.trim();
    const chosen = known.find(({ reference, label }) => words === reference || words === label || words === `${reference} ${label}`);
    if (!chosen || have.has(chosen.reference)) return;
    input.value = '';
    add(chosen.reference);
  };
  input.addEventListener('change', take);
  input.addEventListener('input', (event) => { if (event.inputType === 'insertReplacementText' || !event.inputType) take(); });
  box.append(input);
  return box;
}

function card(panel, reference, drop) {
  const known = panel.words.card(reference);
  const label = known?.label || reference;
  return h('li', { class: known ? 'clause' : 'clause unknown' },
    h('div', { class: 'field-head' }, h('strong', {}, label), panel.readOnly ? null : smallButton('×', drop, { 'aria-label': `去掉${label}` })),
    h('p', {}, known ? known.requirement : '规则里没有这一条。'),
    known?.text ? h('details', {}, h('summary', {}, '条文'), h('blockquote', {}, known.text)) : null);
}
