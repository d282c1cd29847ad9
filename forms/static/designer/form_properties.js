// What can be said of a field, a group, or the form as a whole.
import { expressionEditor } from './expression.js';
import { h } from './dom.js';
import { field, pick, smallButton, text, tick } from './fields.js';
import { TYPES, put } from './form_model.js';
import { referenceList } from './panel/references.js';

const NAMING = ['unit', 'post', 'person', 'document', 'case'];
const COUNTED = ['choices', 'table', ...NAMING];

/** The properties of what is selected, or of the form itself. */
export function properties(page) {
  const { model } = page;
  return model.selected ? ofComponent(page, model.selected) : ofForm(page);
}

function ofComponent(page, each) {
  const { model } = page;
  const set = (name) => (value) => model.do(() => put(each, name, value));
  const limit = (name, drawAnew = false) => (value) => page.do(() => {
    const limits = { ...each.validate };
    put(limits, name, value);
    put(each, 'validate', limits);
  }, drawAnew);
  if (each.type === 'group') {
    return [heading(page, each), field('标题', text(each.label, set('label'))), condition(page, each)];
  }
  const asked = each.validate?.required;
  return [
    heading(page, each),
    field('标签', text(each.label, set('label'))),
    field('字段名', text(each.key, (value) => page.do(() => put(each, 'key', value.trim()))), { hint: '表达式里用这个名称：小写字母、数字和下划线。改了它，用到它的表达式也要改。' }),
    field('类型', pick(each.type, typesFor(page, each), (value) => retype(page, each, value))),
    field('说明', text(each.description, set('description'), { lines: 2 })),
    field('必填', pick(asked === true ? 'yes' : asked ? 'when' : '', [['', '否'], ['yes', '是'], ['when', '按条件']], (value) => limit('required', true)(value === 'yes' ? true : value === 'when' ? 'True' : ''))),
    asked && asked !== true ? expression(page, '必填的条件', asked, limit('required')) : null,
    condition(page, each),
    isColumn(page, each) ? null : expression(page, '预填', each.default, set('default'), '对上下文的表达式'),
    ...special(page, each, set, limit),
    regroup(page, each),
    citations(page, each.references || [], (references) => page.do(() => put(each, 'references', references), true)),
  ];
}

const isColumn = ({ model }, each) => model.parentOf(each)?.type === 'table';

function typesFor(page, each) {
  const parent = page.model.parentOf(each);
  return Object.entries(TYPES).filter(([type]) => type !== 'group' && (!parent || page.model.takes(parent, type)));
}

/** Another type keeps what both have, and gets what it needs. */
function retype(page, each, type) {
  page.do(() => {
    const fresh = page.model.fresh(type);
    const { key, label, description, references, conditional } = each;
    const required = each.validate?.required;
    for (const name of Object.keys(each)) delete each[name];
    Object.assign(each, fresh, { key, label });
    for (const [name, value] of Object.entries({ description, references, conditional })) put(each, name, value);
    if (required) each.validate = { required };
  }, true);
}

function heading(page, each) {
  const tools = page.readOnly ? null : h('div', { class: 'actions' },
    smallButton('上移', () => page.shift(each, -1)), smallButton('下移', () => page.shift(each, 1)),
    smallButton('删除', () => page.remove(each), { class: 'small-button grave' }));
  return h('div', { class: 'field-head' }, h('h2', {}, headingOf(each)), tools);
}

/** What the panel is about: a component, or the whole form. */
export const headingOf = (each) => (each ? `${TYPES[each.type] || each.type}：${each.label || each.key || ''}` : '整张表单');

function condition(page, each) {
  return expression(page, '显示的条件', each.conditional?.show === true ? '' : each.conditional?.show, (value) => page.model.do(() => put(each, 'conditional', value ? { show: value } : {})), '空着就总是显示');
}

function special(page, each, set, limit) {
  const parts = [];
  const whole = (value) => (value.trim() === '' ? '' : Number.isInteger(Number(value)) ? Number(value) : value);
  const number = (label, value, commit) => field(label, text(value ?? '', (typed) => commit(whole(typed))));
  if (['choice', 'choices'].includes(each.type)) parts.push(choices(page, each));
  if (['text', 'long_text'].includes(each.type)) {
    parts.push(number('最多字数', each.validate?.maxLength, limit('maxLength')));
    if (each.type === 'text') {
      parts.push(field('格式（正则表达式）', text(each.validate?.pattern, limit('pattern'))), field('格式不对时说', text(each.validate?.patternMessage, limit('patternMessage'))));
    }
    if (each.type === 'long_text') parts.push(field('常用语', text((each.phrases || []).join('\n'), (value) => set('phrases')(value.split('\n').map((line) => line.trim()).filter(Boolean)), { lines: 3 }), { hint: '一行一条。' }));
    parts.push(tick(each.opinion, '记作意见', (value) => set('opinion')(value)));
  }
  if (each.type === 'number') {
    parts.push(h('div', { class: 'pair-even' }, number('最小', each.validate?.min, limit('min')), number('最大', each.validate?.max, limit('max'))), number('小数位数', each.decimalDigits, set('decimalDigits')));
  }
  if (NAMING.includes(each.type)) parts.push(tick(each.multiple, '可以有几个', (value) => page.do(() => put(each, 'multiple', value), true)));
  if (COUNTED.includes(each.type) && (each.multiple || !NAMING.includes(each.type))) {
    parts.push(h('div', { class: 'pair-even' }, number('最少几个', each.validate?.min, limit('min')), number('最多几个', each.validate?.max, limit('max'))));
  }
  if (each.type === 'case') parts.push(field('哪个程序的办件', pick(each.procedure, page.api.vocabulary().procedures.map(({ slug, name }) => [slug, name]), (value) => set('procedure')(value), { empty: '（任何程序）' })));
  return parts;
}

/** Options, one a line: 值=标签, or the label alone. */
function choices(page, each) {
  const told = (each.values || []).map(({ value, label }) => (value === label ? label : `${value}=${label}`)).join('\n');
  const commit = (written) => page.model.do(() => {
    each.values = written.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
      const [value, ...rest] = line.split('=');
      return { value: value.trim(), label: (rest.join('=') || value).trim() };
    });
  });
  return field('选项', text(told, commit, { lines: Math.min(Math.max((each.values || []).length, 3), 12) }), { hint: '一行一个；值和标签不同的写成 值=标签。' });
}

function regroup(page, each) {
  const { model } = page;
  const groups = model.form.components.filter(({ type }) => type === 'group');
  if (isColumn(page, each) || !groups.length) return null;
  const mine = model.parentOf(each);
  return field('所在分组', pick(mine ? String(groups.indexOf(mine)) : '', groups.map(({ label }, index) => [String(index), label || '（无标题）']), (index) => page.regroup(each, index === '' ? null : groups[Number(index)]), { empty: '（不分组）' }));
}

function ofForm(page) {
  const { model } = page;
  const { form } = model;
  const set = (name) => (value) => model.do(() => put(form, name, value));
  return [
    h('h2', {}, headingOf(null)),
    field('名称', text(form.title, set('title'))),
    field('提交按钮', text(form.submit_label, set('submit_label'))),
    h('h3', {}, '上下文'), h('p', { class: 'hint' }, '表单打开时从办件取来的值，条件和预填可以用。'),
    contexts(page, form),
    h('h3', {}, '规则'), h('p', { class: 'hint' }, '提交时必须成立；不成立，所指的字段就有错，并引所列条款。'),
    rules(page, form),
  ];
}

function contexts(page, form) {
  const rows = Object.entries(form.context || {});
  const write = (next) => put(form, 'context', Object.fromEntries(next.filter(([name]) => name)));
  const change = (index, pair, drawAnew) => page.do(() => write(rows.map((row, at) => (at === index ? pair : row))), drawAnew);
  return h('div', { class: 'stack' }, rows.map(([name, source], index) => h('div', { class: 'rule' },
    field('名称', text(name, (value) => change(index, [value.trim(), source], true))),
    expression(page, '取值', source, (value) => change(index, [name, value], false), 'case.meeting_at', page.api.variables()),
    page.readOnly ? null : smallButton('删除', () => page.do(() => write(rows.filter((_, at) => at !== index)), true), { class: 'small-button grave', 'aria-label': `删除上下文${name}` }))),
  page.readOnly ? null : smallButton('加一个上下文', () => page.do(() => write([...rows, [freeName(form.context), 'case.number']]), true)));
}

function freeName(context = {}) {
  let number = 1;
  while (`value_${number}` in context) number += 1;
  return `value_${number}`;
}

function rules(page, form) {
  const all = form.rules || [];
  const fields = form.components.flatMap((each) => (each.type === 'group' ? each.components : [each])).map(({ key, label }) => [key, label]);
  return h('div', { class: 'stack' }, all.map((rule, index) => h('div', { class: 'rule' },
    expression(page, '必须成立', rule.require, (value) => page.model.do(() => { rule.require = value; })),
    field('指向的字段', pick(rule.field, fields, (value) => page.model.do(() => { rule.field = value; }))),
    field('不成立时说', text(rule.message, (value) => page.model.do(() => { rule.message = value; }), { lines: 2 })),
    citations(page, rule.references || [], (references) => page.do(() => put(rule, 'references', references), true)),
    page.readOnly ? null : smallButton('删除这条规则', () => page.do(() => put(form, 'rules', all.filter((_, at) => at !== index)), true), { class: 'small-button grave', 'aria-label': `删除第 ${index + 1} 条规则` }))),
  page.readOnly || !fields.length ? null : smallButton('加一条规则', () => page.do(() => put(form, 'rules', [...all, { require: 'True', field: fields[0][0], message: '请改正。' }]), true)));
}

function citations(page, references, commit) {
  return h('div', { class: 'field' }, h('span', { class: 'label' }, '依据'), referenceList({ words: page.api.words, readOnly: page.readOnly }, references.map((to) => ({ to })), {
    add: (to) => commit([...references, to]), drop: ({ to }) => commit(references.filter((each) => each !== to)), key: 'reference',
  }));
}

function expression(page, label, value, commit, hint = '', variables = null) {
  return h('div', { class: 'field' }, h('span', { class: 'label' }, label), expressionEditor({
    value: value || '', label, slot: 'condition', commit, hint, readOnly: page.readOnly, words: page.api.words,
    variables: () => variables || namesOf(page),
  }));
}

/** What a form's expressions may read: its fields, a row's cells, its context. */
function namesOf({ model }) {
  const fields = model.all().filter(({ key }) => key).map(({ key, label, values = [] }) => ({ name: key, label, values, fields: [] }));
  const context = Object.keys(model.form.context || {}).map((name) => ({ name, label: '上下文', fields: [] }));
  return [...fields, ...context];
}
