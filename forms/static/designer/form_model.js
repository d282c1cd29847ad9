// A form's document and what one does to it: every deed is one step that can be undone.

export const TYPES = {
  text: '单行文字', long_text: '长文字', number: '数', date: '日期', moment: '时刻', choice: '单选', choices: '多选', yes_no: '是否',
  unit: '单位', post: '职务', person: '人员', case: '办件', document: '附件', table: '表格', group: '分组',
};
const WITH_VALUES = ['choice', 'choices'];

/** Where a component's children stand: a group's fields, a table's columns. */
export const childrenOf = (each) => each.components || each.columns || [];

export class FormModel {
  constructor(text, changed) {
    Object.assign(this, { changed, past: [], ahead: [], selected: null });
    this.read(text);
  }

  /** Takes over a text; what is no form stays as text, to be mended by hand. */
  read(text) {
    this.text = text;
    this.form = null;
    try {
      const form = JSON.parse(text);
      if (form && Array.isArray(form.components)) this.form = form;
    } catch { /* The source is shown. */ }
    this.selected = null;
  }

  /** Does one thing to the document. */
  do(deed) {
    this.past.push({ text: this.text, at: this.path(this.selected) });
    this.ahead = [];
    deed(this.form);
    this.text = `${JSON.stringify(this.form, null, 2)}\n`;
    this.changed(this.text);
  }

  undo() { this.step(this.past, this.ahead); }

  redo() { this.step(this.ahead, this.past); }

  step(from, to) {
    const last = from.pop();
    if (!last) return;
    to.push({ text: this.text, at: this.path(this.selected) });
    this.read(last.text);
    this.selected = this.at(last.at);
    this.changed(this.text);
  }

  /** The list in which a component stands. */
  listOf(component, list = this.form?.components || []) {
    if (list.includes(component)) return list;
    for (const each of list) {
      const found = this.listOf(component, childrenOf(each));
      if (found) return found;
    }
    return null;
  }

  parentOf(component, list = this.form.components, parent = null) {
    if (list.includes(component)) return parent;
    for (const each of list) {
      const found = this.parentOf(component, childrenOf(each), each);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Indices that lead to a component, so that it is found again in another text. */
  path(component, list = this.form?.components || []) {
    for (const [index, each] of list.entries()) {
      if (each === component) return [index];
      const below = this.path(component, childrenOf(each));
      if (below) return [index, ...below];
    }
    return null;
  }

  at(path) {
    return (path || []).reduce((found, index) => childrenOf(found)[index] || found, { components: this.form?.components || [] });
  }

  all(list = this.form?.components || []) {
    return list.flatMap((each) => [each, ...this.all(childrenOf(each))]);
  }

  add(type) {
    const made = this.fresh(type);
    this.do((form) => {
      const list = this.placeFor(type) || form.components;
      const after = list.indexOf(this.selected);
      list.splice(after < 0 ? list.length : after + 1, 0, made);
      this.selected = made;
    });
  }

  /** The list that takes a new component of this type, beside or inside what is selected. */
  placeFor(type) {
    const { selected } = this;
    if (!selected) return null;
    if (this.takes(selected, type)) return childrenOf(selected);
    const parent = this.parentOf(selected);
    if (!parent || this.takes(parent, type)) return this.listOf(selected);
    return this.placeBeside(parent, type);
  }

  placeBeside(component, type) {
    const parent = this.parentOf(component);
    return !parent || this.takes(parent, type) ? this.listOf(component) : null;
  }

  /** Whether a component may stand inside another: no group in a group, no table in a table. */
  takes(holder, type) {
    if (holder.type === 'group') return type !== 'group';
    return holder.type === 'table' && type !== 'group' && type !== 'table';
  }

  fresh(type) {
    if (type === 'group') return { type, label: '分组', components: [] };
    const made = { type, key: this.freshKey(type), label: TYPES[type] };
    if (WITH_VALUES.includes(type)) made.values = [{ value: '一', label: '一' }, { value: '二', label: '二' }];
    if (type === 'table') made.columns = [{ type: 'text', key: 'name', label: '名称' }];
    return made;
  }

  freshKey(type) {
    const used = new Set(this.all().map(({ key }) => key));
    let number = 1;
    while (used.has(`${type}_${number}`)) number += 1;
    return `${type}_${number}`;
  }

  remove(component) {
    this.do(() => {
      const list = this.listOf(component);
      const index = list.indexOf(component);
      list.splice(index, 1);
      this.selected = list[Math.min(index, list.length - 1)] || null;
    });
  }

  /** Moves a component up or down; at the end of its list it stays. */
  shift(component, by) {
    const list = this.listOf(component);
    const index = list.indexOf(component);
    if (index + by < 0 || index + by >= list.length) return;
    this.do(() => {
      list.splice(index, 1);
      list.splice(index + by, 0, component);
    });
  }

  mayDrop(component, target, inside) {
    if (component === target || this.all(childrenOf(component)).includes(target)) return false;
    if (inside) return this.takes(target, component.type);
    const parent = this.parentOf(target);
    return !parent || this.takes(parent, component.type);
  }

  /** Moves a component before another, or to the end inside it. */
  drop(component, target, inside) {
    if (!this.mayDrop(component, target, inside)) return;
    this.do(() => {
      const from = this.listOf(component);
      from.splice(from.indexOf(component), 1);
      const to = inside ? childrenOf(target) : this.listOf(target);
      to.splice(inside ? to.length : to.indexOf(target), 0, component);
    });
  }

  /** Puts a field into a group, or out of all groups. */
  regroup(component, group) {
    this.do((form) => {
      const from = this.listOf(component);
      from.splice(from.indexOf(component), 1);
      (group ? group.components : form.components).push(component);
    });
  }
}

/** Sets a property, or takes it away where nothing is left of it. */
export function put(holder, name, value) {
  const isNothing = value === '' || value === undefined || value === null || value === false || (Array.isArray(value) && !value.length) || (value?.constructor === Object && !Object.keys(value).length);
  if (isNothing) delete holder[name];
  else holder[name] = value;
}
