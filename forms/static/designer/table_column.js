// What a column asks or gives: its name, where its value comes from, its kind, its values.
import { h, newId } from './dom.js';
import { field, smallButton, suggestions } from './fields.js';
import { KINDS, kindOf, literals, read, typed, written } from './table_cells.js';

const NAME = /^[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff]*$/;

/** Opens the page of a column; `column` is null for a new one. `keep(said)` hears what it is. */
export function openColumn({ column, isInput, model, api, readOnly, keep, drop, move }) {
  const known = column || { label: '', source: '', kind: 'string', typeRef: 'string', listed: '', named: [] };
  const label = h('input', { type: 'text', value: known.label, maxlength: 60, autocomplete: 'off' });
  const source = h('input', { type: 'text', value: known.source, spellcheck: 'false', autocomplete: 'off' });
  const kind = h('select', {}, KINDS.map(([value, words]) => h('option', { value }, words)));
  kind.value = known.kind;
  const values = h('textarea', { rows: 5, spellcheck: 'false', value: known.named.map((value) => typed(written(value), { isInput: false, kind: known.kind })).join('\n') });
  const fault = h('p', { class: 'refusal', role: 'alert' });
  const fields = asked(api);
  const list = isInput ? fields.map(({ key, label: words }) => [key, words]) : [];
  const box = h('div', { class: 'table-column' });
  if (isInput) source.setAttribute('list', suggestions(box, list));
  const taken = smallButton('取自表单', () => take());
  const take = () => {
    const found = fields.find(({ key }) => key === source.value.trim());
    fault.textContent = found ? '' : '表单里没有这个名称的单选字段。';
    if (!found) return;
    kind.value = 'string';
    values.value = found.values.join('\n');
    if (!label.value.trim()) label.value = found.label;
  };
  const settle = async (event) => {
    event.preventDefault();
    const said = { label: label.value.trim(), source: source.value.trim(), typeRef: known.kind === kind.value ? known.typeRef : kind.value };
    const listed = listOf(values.value, kind.value);
    fault.textContent = listed.refusal || refusalOf(said, { isInput, model, column }) || (isInput && (await api.expression(said.source, 'decision'))?.reason) || '';
    if (fault.textContent) return;
    said.listed = valuesIn(listed.source) === valuesIn(known.listed) ? known.listed : listed.source;
    dialog.close();
    keep(said);
  };
  const act = (deed) => () => { dialog.close(); deed(); };
  const title = `${column ? '' : '新的'}${isInput ? '条件列' : '结果列'}`;
  box.append(
    field('名称', label),
    field(isInput ? '看什么' : '写到哪个名称', source, { hint: isInput ? '调用这张表时给的名称，或一个表达式。' : '结果有几列时，表达式按这个名称取用。' }),
    field('类型', kind),
    field('允许的值', values, { hint: '一行一个。写明了，格子里就从中选，也才能判定有无遗漏；不写是什么都行。', more: isInput && !readOnly ? taken : null }),
    fault);
  const tools = column && !readOnly ? h('div', { class: 'actions' },
    smallButton('左移', act(() => move(-1))), smallButton('右移', act(() => move(1))),
    smallButton('删除这一列', act(drop), { class: 'small-button grave' })) : null;
  const foot = h('div', { class: 'actions' }, readOnly ? null : h('button', { class: 'button main' }, '采用'), h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, readOnly ? '关闭' : '取消'));
  const id = newId('column');
  const dialog = h('dialog', { class: 'column-dialog', 'aria-labelledby': id },
    h('h2', { id }, title), h('form', { novalidate: true, onsubmit: settle }, h('fieldset', { class: 'plain', disabled: readOnly }, box, tools), foot));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  label.focus();
}

/** The fields of the draft's forms that are one of several. */
function asked(api) {
  const forms = Object.values(api.words.forms());
  const found = forms.flatMap(({ fields }) => fields).filter(({ type, values }) => type === 'choice' && values.length);
  return [...new Map(found.map(({ key, label, values }) => [key, { key, label, values: values.map(({ value }) => value) }])).values()];
}

function refusalOf({ label, source }, { isInput, model, column }) {
  if (!label) return '请写名称。';
  if (!source) return isInput ? '请写这一列看什么。' : '请写名称。';
  if (isInput) return '';
  if (!NAME.test(source)) return '结果的名称用字母、数字和下划线，以字母开头。';
  const other = model.columns.find((each) => !each.isInput && each.source === source && each.place !== column?.place);
  return other ? `已经有叫“${source}”的结果。` : '';
}

/** The allowed values as the file lists them, read as results of that kind are. */
function listOf(text, typeRef) {
  const kind = kindOf(typeRef);
  const lines = [...new Set(text.split('\n').map((each) => each.trim()).filter(Boolean))];
  const found = lines.map((line) => read(line, { isInput: false, kind, allowed: [] }));
  const refused = found.find(({ refusal }) => refusal);
  return refused || { source: found.map(({ source }) => source).join(', ') };
}

const valuesIn = (source) => JSON.stringify((literals(source) || []).map(({ value }) => value));
