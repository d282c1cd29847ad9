// Who: posts, units and look-ups, picked from lists; and who that is today.
import { h } from '../dom.js';
import { smallButton, suggestions } from '../fields.js';

const LITERAL = /^'([a-z_]+:[\w*]+)'$/;
const LIST = /^\[\s*((?:'[a-z_]+:[\w*]+'\s*,?\s*)*)\]$/;
const LOOK_UPS = [
  ['case.initiator_unit', '发起单位'],
  ['case.initiator_post or case.initiator_unit', '发起人的职务，没有则发起单位'],
  ['head_of(case.initiator_unit)', '发起单位的主要负责人'],
  ['in_charge_of([case.initiator_unit])', '分管发起单位的领导'],
  ["posts_of_kind('leader')", '市政府领导（各职务）'],
];

/** Principals that an expression spells out, or null where it computes them. */
function spelled(source) {
  const text = (source || '').trim();
  if (!text) return [];
  const one = LITERAL.exec(text);
  if (one) return [one[1]];
  const list = LIST.exec(text);
  return list ? [...list[1].matchAll(/'([^']+)'/g)].map((match) => match[1]) : null;
}

const written = (principals) => (principals.length === 1 ? `'${principals[0]}'` : principals.length ? `[${principals.map((each) => `'${each}'`).join(', ')}]` : '');

/** A field for principals: chips, a picker, the expression, and who that is today. */
export function principalField(panel, { label, key, value, slot, commit }) {
  const named = spelled(value);
  const today = h('p', { class: 'today' });
  const editor = panel.expression({
    value, label, slot, commit: (source) => commit(source, { drawAnew: Boolean(spelled(source)) !== Boolean(named) || named?.length !== spelled(source)?.length }),
    said: (answer, source) => today.replaceChildren(...told(answer, source)),
    hint: "'post:mayor'",
  });
  editor.dataset.key = `${key}-source`;
  const box = h('div', { class: 'field principals' },
    h('div', { class: 'field-head' }, h('span', { class: 'label' }, label)),
    chosen(panel, {
      label, key, named: named || [], choices: choicesOf(panel.words), lookUps: LOOK_UPS,
      commit: (all, lookUp) => commit(lookUp || written(all), { drawAnew: true }),
    }),
    named ? h('details', { class: 'raw', open: false }, h('summary', {}, '表达式'), editor) : editor,
    today);
  return box;
}

function told({ reason, today, depends }, source) {
  if (!source || reason) return [];
  if (depends) return [h('span', { class: 'label' }, '随办件而定。')];
  if (!today.length) return [h('span', { class: 'refusal' }, '今天没有人：这个职务空缺，或单位里没有任职的人。')];
  return [h('span', { class: 'label' }, '今天是：'), today.join('、')];
}

/** What is chosen as chips, and a field in which one types one more and takes it from the list. */
export function chosen(panel, { label, key, named, choices, lookUps = [], commit }) {
  const chip = (principal) => {
    const words = choices.find(([value]) => value === principal)?.[1] || principal;
    const drop = () => commit(named.filter((each) => each !== principal));
    return h('li', {}, words, panel.readOnly ? null : smallButton('×', drop, { 'aria-label': `去掉${words}` }));
  };
  const chips = named.length ? h('ul', { class: 'chips' }, named.map(chip)) : null;
  if (panel.readOnly) return chips;
  const box = h('div', { class: 'picker' });
  const list = suggestions(box, [...choices, ...lookUps].map(([, words]) => [words, '']));
  const input = h('input', { type: 'text', list, placeholder: lookUps.length ? '加一个职务、单位或查找……' : '加一个职务或单位……', 'aria-label': `${label}：加一个`, 'data-key': `${key}-picker`, autocomplete: 'off' });
  const take = () => {
    const words = input.value.trim();
    const found = choices.find(([value, told]) => told === words || value === words);
    const lookUp = lookUps.find(([, told]) => told === words);
    if (!found && !lookUp) return;
    input.value = '';
    commit(found ? [...new Set([...named, found[0]])] : named, lookUp?.[0]);
  };
  input.addEventListener('change', take);
  input.addEventListener('input', (event) => { if (event.inputType === 'insertReplacementText' || !event.inputType) take(); });
  box.append(input);
  return [chips, box];
}

/** Every post, unit, head and leader in charge, as [principal, words]. */
export function choicesOf(words) {
  const { posts, units } = words.vocabulary();
  return [
    ...posts.map(({ post_id: id, name, holders }) => [`post:${id}`, `${name}${holders.length ? `（${holders.join('、')}）` : '（空缺）'}`]),
    ...units.map(({ unit_id: id, name }) => [`unit:${id}`, name]),
    ...units.map(({ unit_id: id, name }) => [`head:${id}`, `${name}主要负责人`]),
    ...units.map(({ unit_id: id, name }) => [`in_charge:${id}`, `分管${name}的领导`]),
  ];
}
