// A decision table's document and what one does to it: every deed is one step that can be
// undone. The document itself is kept, so that what is not understood stays as it was.
import { kindOf, literals } from './table_cells.js';

export const POLICIES = [
  ['UNIQUE', '唯一', '只许一行成立，几行同时成立是错误'],
  ['FIRST', '首行优先', '自上而下，第一个成立的行算数'],
  ['ANY', '一致', '可以几行成立，结果须相同'],
  ['COLLECT', '汇集', '成立的行都算数，结果是一个列表'],
];
const ENTRIES = { true: 'inputEntry', false: 'outputEntry' };
const VALUES = { true: 'inputValues', false: 'outputValues' };

/** The document that a text is; null if it is no whole XML. */
export function parsed(text) {
  const document_ = new DOMParser().parseFromString(text, 'application/xml');
  return document_.getElementsByTagName('parsererror').length ? null : document_;
}

const below = (node, name) => [...node.children].filter((each) => each.localName === name);
const textOf = (node) => (node && below(node, 'text')[0]?.textContent.trim()) || '';

export class TableModel {
  constructor(text, changed) {
    Object.assign(this, { changed, past: [], ahead: [] });
    this.read(text);
  }

  /** Takes over a text; what is no table stays as text, to be mended by hand. */
  read(text) {
    this.text = text;
    this.table = null;
    const document_ = parsed(text);
    const tables = document_ ? [...document_.getElementsByTagNameNS('*', 'decisionTable')] : [];
    if (tables.length === 1) {
      Object.assign(this, { document: document_, table: tables[0] });
      this.look();
    }
  }

  /** Reads the document into columns and rows. */
  look() {
    const of = (isInput) => (node, place) => this.columnOf(node, isInput, place);
    this.columns = [...below(this.table, 'input').map(of(true)), ...below(this.table, 'output').map(of(false))];
    this.columns.forEach((column, place) => { column.place = place; });
    this.inputs = this.columns.filter(({ isInput }) => isInput);
    this.rows = below(this.table, 'rule').map((node) => ({
      node,
      note: below(node, 'description')[0]?.textContent.trim() || '',
      cells: [...below(node, 'inputEntry'), ...below(node, 'outputEntry')].map(textOf),
    }));
    this.policy = this.table.getAttribute('hitPolicy') || 'UNIQUE';
    this.name = this.table.parentNode.getAttribute('name') || '';
  }

  columnOf(node, isInput, index) {
    const expression = isInput ? below(node, 'inputExpression')[0] : null;
    const typeRef = (expression || node).getAttribute('typeRef') || '';
    const listed = textOf(below(node, VALUES[isInput])[0]);
    const source = isInput ? textOf(expression) : node.getAttribute('name') || node.getAttribute('id') || '';
    const kind = kindOf(typeRef);
    const named = ((listed && literals(listed)) || []).map(({ value }) => value);
    const allowed = !named.length && kind === 'boolean' ? [true, false] : named;
    return { node, isInput, index, source, label: node.getAttribute('label') || source, kind, typeRef, listed, named, allowed };
  }

  /** Does one thing to the document. */
  do(deed) {
    const { text } = this;
    deed();
    const after = this.write();
    if (after === text) return;
    this.past.push(text);
    this.ahead = [];
    this.text = after;
    this.look();
    this.changed(after);
  }

  /** The document as text: what stood before its root stays as it was written. */
  write() {
    const declaration = /^\s*<\?xml[^>]*\?>\s*/.exec(this.text)?.[0] || '';
    const end = /\s*$/.exec(this.text)[0];
    const serializer = new XMLSerializer();
    const parts = [...this.document.childNodes].map((node) => serializer.serializeToString(node).replace(/^<\?xml[^>]*\?>\s*/, ''));
    return declaration + parts.join('\n') + end;
  }

  undo() { this.step(this.past, this.ahead); }

  redo() { this.step(this.ahead, this.past); }

  step(from, to) {
    if (!from.length) return;
    to.push(this.text);
    this.read(from.pop());
    this.changed(this.text);
  }

  /** Takes over a text that was written by hand, as one deed. */
  adopt(text) {
    this.past.push(this.text);
    this.ahead = [];
    this.read(text);
    this.changed(text);
  }

  setPolicy(policy) { this.do(() => this.table.setAttribute('hitPolicy', policy)); }

  setCell(row, place, source) { this.setCells([{ row, place, text: source }]); }

  setNote(row, words) { this.setCells([{ row, place: this.columns.length, text: words }]); }

  /** Writes several cells as one deed; after the last column stands the row's note. */
  setCells(changes) {
    this.do(() => {
      for (const { row, place, text } of changes) {
        const { node } = this.rows[row];
        if (this.columns[place]) this.setText(this.entry(node, this.columns[place]), text);
        else this.writeNote(node, text);
      }
    });
  }

  writeNote(rule, words) {
    const found = below(rule, 'description')[0];
    if (!words) this.drop(found);
    else if (!found) this.put(this.make('description', {}, words), rule, rule.firstElementChild);
    else if (found.textContent.trim() !== words) found.textContent = words;
  }

  /** Adds a row; without cells it asks for anything and gives nothing yet. */
  addRow(at, cells = [], note = '') {
    this.do(() => {
      const id = this.freshId(`${this.table.getAttribute('id') || 'table'}_rule`);
      const rule = this.make('rule', { id });
      const indent = this.indentOf(this.rows[0]?.node || this.columns.at(-1).node);
      if (note) rule.append(`${indent}  `, this.make('description', {}, note));
      for (const column of this.columns) {
        const given = cells[column.place] ?? (column.isInput ? '-' : emptyOf(column));
        rule.append(`${indent}  `, this.entryNode(column, given, `${id}_${column.place + 1}`));
      }
      rule.append(indent);
      this.put(rule, this.table, this.rows[at]?.node || null);
    });
  }

  copyRow(row) {
    const { cells, note } = this.rows[row];
    this.addRow(row + 1, cells, note);
  }

  removeRow(row) { this.do(() => this.drop(this.rows[row].node)); }

  /** Moves a row up or down; at the end it stays. Returns where it is now. */
  moveRow(row, by) {
    if (!this.rows[row + by]) return row;
    this.do(() => swap(this.rows[Math.min(row, row + by)].node, this.rows[Math.max(row, row + by)].node));
    return row + by;
  }

  /** Adds a column after its like; returns its place. */
  addColumn(isInput, said) {
    const like = this.columns.filter((each) => each.isInput === isInput);
    const last = like.at(-1);
    this.do(() => {
      const id = this.freshId(`${this.table.getAttribute('id') || 'table'}_${isInput ? 'input' : 'output'}`);
      const node = this.make(isInput ? 'input' : 'output', { id });
      if (isInput) node.append(this.make('inputExpression', { id: `${id}_expression` }, null, ''));
      this.put(node, this.table, last ? last.node.nextElementSibling : this.columns[0]?.node);
      const column = this.columnOf(node, isInput, like.length);
      for (const { node: rule } of this.rows) {
        const entries = below(rule, ENTRIES[isInput]);
        const before = entries.length ? entries.at(-1).nextElementSibling : below(rule, ENTRIES[!isInput])[0];
        const entry = this.entryNode(column, isInput ? '-' : '""', this.freshId(`${rule.getAttribute('id') || 'rule'}_${id}`));
        this.put(entry, rule, before || null);
      }
      this.writeColumn(node, isInput, said);
    });
    return last ? last.place + 1 : 0;
  }

  setColumn(place, said) {
    const { node, isInput } = this.columns[place];
    this.do(() => this.writeColumn(node, isInput, said));
  }

  writeColumn(node, isInput, { label, source, typeRef, listed }) {
    put(node, 'label', label);
    const expression = isInput ? below(node, 'inputExpression')[0] : node;
    put(expression, 'typeRef', typeRef);
    if (isInput) this.setText(expression, source);
    else put(node, 'name', source);
    const values = below(node, VALUES[isInput])[0];
    if (!listed) this.drop(values);
    else if (values) this.setText(values, listed);
    else {
      const id = this.freshId(`${node.getAttribute('id') || 'column'}_values`);
      this.put(this.make(VALUES[isInput], { id }, null, listed), node, isInput ? expression.nextElementSibling : node.firstElementChild);
    }
  }

  removeColumn(place) {
    const { node, isInput, index } = this.columns[place];
    this.do(() => {
      for (const row of this.rows) this.drop(below(row.node, ENTRIES[isInput])[index]);
      this.drop(node);
    });
  }

  /** Moves a column among its like; returns its place. */
  moveColumn(place, by) {
    const column = this.columns[place];
    const other = this.columns[place + by];
    if (!other || other.isInput !== column.isInput) return place;
    const [first, second] = by < 0 ? [other, column] : [column, other];
    this.do(() => {
      for (const { node } of this.rows) {
        const entries = below(node, ENTRIES[column.isInput]);
        swap(entries[first.index], entries[second.index]);
      }
      swap(first.node, second.node);
    });
    return place + by;
  }

  entry(rule, column) {
    return below(rule, ENTRIES[column.isInput])[column.index];
  }

  entryNode(column, source, id) {
    return this.make(ENTRIES[column.isInput], { id: this.freshId(id) }, null, source);
  }

  /** A new element; `inner` is what its <text> says. */
  make(name, attributes = {}, text = null, inner = null) {
    const prefix = this.table.prefix ? `${this.table.prefix}:` : '';
    const node = this.document.createElementNS(this.table.namespaceURI, prefix + name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== null) node.textContent = text;
    if (inner !== null) node.append(this.make('text', {}, inner));
    return node;
  }

  setText(node, source) {
    const text = below(node, 'text')[0];
    if (!text) node.append(this.make('text', {}, source));
    else if (text.textContent.trim() !== source) text.textContent = source;
  }

  freshId(wanted) {
    const taken = new Set([...this.document.querySelectorAll('[id]')].map((each) => each.getAttribute('id')));
    let id = wanted;
    for (let number = 1; taken.has(id); number += 1) id = `${wanted}_${number}`;
    return id;
  }

  /** Puts a node before another, or last, on a line of its own as its neighbours are. */
  put(node, parent, before) {
    if (before) {
      const indent = this.indentOf(before);
      parent.insertBefore(node, before);
      if (indent) parent.insertBefore(this.document.createTextNode(indent), before);
      return;
    }
    const last = parent.lastElementChild;
    const indent = last ? this.indentOf(last) : '';
    if (last) last.after(...(indent ? [indent] : []), node);
    else parent.append(node);
  }

  indentOf(node) {
    const { previousSibling: before } = node;
    return before?.nodeType === Node.TEXT_NODE && !before.data.trim() ? before.data : '';
  }

  /** Takes a node out, and the line break before it. */
  drop(node) {
    if (!node) return;
    const { previousSibling: before } = node;
    if (before?.nodeType === Node.TEXT_NODE && !before.data.trim()) before.remove();
    node.remove();
  }
}

const emptyOf = ({ allowed, kind }) => {
  if (allowed.length) return typeof allowed[0] === 'boolean' ? 'False' : JSON.stringify(allowed[0]);
  return kind === 'number' || kind === 'integer' ? '0' : '""';
};

function put(node, name, value) {
  if (value) node.setAttribute(name, value);
  else node.removeAttribute(name);
}

/** Changes the places of two nodes, and leaves what stands between them. */
function swap(first, second) {
  const mark = first.ownerDocument.createComment('');
  first.replaceWith(mark);
  second.replaceWith(first);
  mark.replaceWith(second);
}
