// The grid of a decision table: cells one walks through as in a spreadsheet, each fault at
// its row, and below the last row the combinations for which there is none.
import { h, tell } from './dom.js';
import { smallButton } from './fields.js';
import { KINDS, read, shown } from './table_cells.js';
import { editCell, editNote } from './table_cell_editor.js';
import { copied, pasted } from './table_paste.js';

const AT_ONCE = 300;
const KIND_WORDS = Object.fromEntries(KINDS);
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Grid {
  constructor({ model, readOnly, openColumn, undo, redo, moved, leave, say, check }) {
    Object.assign(this, { model, readOnly, openColumn, undo, redo, moved, leave, say, check, at: { row: 0, place: 0 }, faults: [], hits: new Set(), most: AT_ONCE, editor: null });
    this.table = h('table', { class: 'decision', role: 'grid' });
    this.element = h('div', { class: 'table-scroll' }, this.table);
    this.table.addEventListener('keydown', (event) => this.key(event));
    for (const name of ['copy', 'cut', 'paste']) this.table.addEventListener(name, (event) => this.clip(event, name));
    this.table.addEventListener('mousedown', (event) => this.pressed(event));
  }

  get last() { return this.model.columns.length; }

  draw() {
    const hadFocus = this.table.contains(document.activeElement);
    this.editor = null;
    const { columns, rows } = this.model;
    this.at = { row: Math.max(0, Math.min(this.at.row, rows.length - 1)), place: Math.min(this.at.place, columns.length) };
    this.table.setAttribute('aria-label', this.model.name || '决策表');
    this.table.setAttribute('aria-rowcount', String(rows.length + 2));
    this.table.replaceChildren(this.head(), this.body());
    this.showFaults(this.faults);
    this.showHits(this.hits);
    this.point(hadFocus);
  }

  head() {
    const { columns, inputs } = this.model;
    const outputs = columns.length - inputs.length;
    const group = (words, count, kind) => count && h('th', { scope: 'colgroup', colspan: count, class: `group ${kind}` }, words);
    return h('thead', {},
      h('tr', {}, h('th', { rowspan: 2, class: 'number', scope: 'col' }, '行'), group('条件', inputs.length, 'of-inputs'), group('结果', outputs, 'of-outputs'), h('th', { rowspan: 2, class: 'note-head', scope: 'col' }, '依据和说明')),
      h('tr', {}, columns.map((column) => this.columnHead(column))));
  }

  columnHead(column) {
    const { label, source, kind, named, place } = column;
    const about = [KIND_WORDS[kind], named.length ? `${named.length} 个值` : ''].filter(Boolean).join(' · ');
    return h('th', { scope: 'col', class: this.classOf(column), 'data-column': place },
      h('button', { type: 'button', class: 'column-head', title: named.length ? `允许的值：${named.join('、')}` : null, onclick: () => this.openColumn(place) },
        h('span', { class: 'label' }, label), h('small', {}, about), h('code', {}, source)));
  }

  classOf({ isInput, place }) {
    return `${isInput ? 'of-inputs' : 'of-outputs'}${!isInput && place === this.model.inputs.length ? ' first' : ''}`;
  }

  body() {
    const { rows } = this.model;
    const shownRows = rows.slice(0, this.most).map((row, place) => this.row(row, place));
    const rest = rows.length - shownRows.length;
    const more = rest > 0 ? h('tr', {}, h('td', { class: 'more', colspan: this.last + 2 }, smallButton(`再显示 ${Math.min(rest, AT_ONCE)} 行（还有 ${rest} 行）`, () => this.showMore()))) : null;
    return h('tbody', {}, shownRows, more);
  }

  showMore(until = this.most + AT_ONCE) {
    this.most = until;
    this.draw();
  }

  row({ cells, note }, row) {
    return h('tr', { 'data-rule': row, 'aria-rowindex': row + 3 },
      h('th', { scope: 'row', class: 'number' }, String(row + 1)),
      this.model.columns.map((column) => this.cell(column, cells[column.place] ?? '', row)),
      h('td', { class: 'note', 'data-row': row, 'data-place': this.last, tabindex: '-1' }, note));
  }

  cell(column, source, row) {
    const { words, as } = shown(source, column);
    return h('td', { class: `cell ${as} ${this.classOf(column)}`, 'data-row': row, 'data-place': column.place, tabindex: '-1' }, as === 'raw' ? h('code', {}, words) : words);
  }

  cellAt({ row, place } = this.at) {
    return this.table.querySelector(`td[data-row="${row}"][data-place="${place}"]`);
  }

  cellOf(event) {
    return event.target.closest?.('td[data-row]');
  }

  /** Makes the cell where one is the only one that Tab reaches. */
  point(withFocus = false) {
    for (const each of this.table.querySelectorAll('td[tabindex="0"]')) each.tabIndex = -1;
    this.moved(this.at);
    const cell = this.cellAt();
    if (!cell) return;
    cell.tabIndex = 0;
    if (withFocus) cell.focus();
  }

  goTo(row, place = this.at.place) {
    if (row >= this.most) this.showMore(row + 1);
    const { rows } = this.model;
    this.at = { row: Math.max(0, Math.min(row, rows.length - 1)), place: Math.max(0, Math.min(place, this.last)) };
    this.point(true);
  }

  pressed(event) {
    const cell = this.cellOf(event);
    if (!cell || event.target.closest('.cell-float, .cell-input')) return;
    const next = { row: Number(cell.dataset.row), place: Number(cell.dataset.place) };
    const isSame = document.activeElement === cell;
    event.preventDefault();
    this.editor?.commit(null);
    this.goTo(next.row, next.place);
    if (isSame && !this.readOnly && !this.editor) this.edit();
  }

  key(event) {
    const cell = this.cellOf(event);
    if (!cell || event.target !== cell) return;
    if (event.key === 'Process' || event.isComposing) {
      this.edit(); // An input method begins to write: it goes on in the cell's editor.
      return;
    }
    const deed = this.deedOf(event);
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  deedOf(event) {
    const { row, place } = this.at;
    const control = event.ctrlKey || event.metaKey;
    const { key } = event;
    if (event.altKey && (key === 'ArrowUp' || key === 'ArrowDown')) return () => this.shiftRow(key === 'ArrowUp' ? -1 : 1);
    if (ARROWS[key] && !event.altKey) return () => this.goTo(row + ARROWS[key][0], place + ARROWS[key][1]);
    if (key === 'Tab') return this.tab(event.shiftKey ? -1 : 1);
    if (key === 'Home' || key === 'End') return () => this.goTo(control ? (key === 'Home' ? 0 : this.model.rows.length - 1) : row, key === 'Home' ? 0 : this.last);
    if (control && key.toLowerCase() === 'z') return () => (event.shiftKey ? this.redo() : this.undo());
    if (control && key.toLowerCase() === 'y') return () => this.redo();
    if (key === 'Escape') return () => this.leave();
    if (control && key === 'Enter') return () => this.addRow();
    if (this.readOnly || control || event.altKey) return null;
    if (key === 'Enter' || key === 'F2') return () => this.edit();
    if (key === 'Delete' || key === 'Backspace') return () => this.clear();
    return key.length === 1 && key !== ' ' ? () => this.edit(key) : null;
  }

  /** Copies the cell, or writes what another sheet gave, from the cell on. */
  clip(event, name) {
    if (event.target !== this.cellAt()) return;
    event.preventDefault();
    if (name === 'paste') {
      if (!this.readOnly) this.take(event.clipboardData.getData('text/plain'));
      return;
    }
    event.clipboardData.setData('text/plain', copied(this.model, this.at));
    if (name === 'cut' && !this.readOnly) this.clear();
  }

  take(text) {
    const { changes, refusal } = pasted(this.model, this.at, text);
    if (refusal) this.say(refusal);
    else this.model.setCells(changes);
  }

  /** To the next cell; after the last one Tab goes on with the page. */
  tab(by) {
    const width = this.last + 1;
    const next = this.at.row * width + this.at.place + by;
    if (next < 0 || next >= this.model.rows.length * width) return null;
    return () => this.goTo(Math.floor(next / width), next % width);
  }

  edit(typedFirst = '') {
    this.editor?.close();
    const cell = this.cellAt();
    if (this.readOnly || !cell) return;
    const { row, place } = this.at;
    const column = this.model.columns[place];
    const done = (value, move) => {
      this.editor = null;
      if (value !== undefined) this.model[column ? 'setCell' : 'setNote'](row, ...(column ? [place, value] : [value]));
      this.draw();
      this.goOn(move, row, place);
    };
    this.editor = column ? editCell(cell, { column, source: this.model.rows[row].cells[place], typedFirst, check: this.check, done }) : editNote(cell, { note: this.model.rows[row].note, typedFirst, done });
  }

  /** Where one goes on after a cell; null where one has gone already. */
  goOn(move, row, place) {
    if (move === null) return;
    if (move === 'right') (this.tab(1) || (() => this.goTo(row, place)))();
    else if (move === 'left') (this.tab(-1) || (() => this.goTo(row, place)))();
    else this.goTo(row + ({ down: 1, up: -1 }[move] || 0), place);
  }

  clear() {
    const { row, place } = this.at;
    const column = this.model.columns[place];
    if (!column) this.model.setNote(row, '');
    else if (column.isInput) this.model.setCell(row, place, '-');
    else this.say(read('', column).refusal);
  }

  shiftRow(by) {
    if (this.readOnly || !this.model.rows.length) return;
    const { row, place } = this.at;
    this.at = { row: this.model.moveRow(row, by), place };
    this.draw();
    this.goTo(this.at.row, place);
    tell(`现在是第 ${this.at.row + 1} 行`);
  }

  addRow(cells = [], at = this.model.rows.length ? this.at.row + 1 : 0) {
    if (this.readOnly) return;
    this.model.addRow(at, cells);
    this.goTo(at, cells.length ? this.model.inputs.length : 0);
  }

  /** Marks every row of a fault, and says it under the last of them. */
  showFaults(faults) {
    this.faults = faults;
    for (const each of this.table.querySelectorAll('.fault-row, .gap')) each.remove();
    for (const each of this.table.querySelectorAll('.has-error, .has-warning')) each.classList.remove('has-error', 'has-warning');
    for (const fault of faults) this.showFault(fault);
    const gaps = faults.filter(({ cells }) => cells.length);
    this.table.tBodies[0]?.append(...gaps.map((each) => this.gap(each)));
  }

  showFault({ severity, text, rows, column }) {
    const lines = rows.map((row) => this.table.querySelector(`tr[data-rule="${row}"]`)).filter(Boolean);
    for (const line of lines) line.classList.add(`has-${severity}`);
    if (column >= 0) (lines[0]?.querySelector(`[data-place="${column}"]`) || this.table.querySelector(`th[data-column="${column}"]`))?.classList.add(`has-${severity}`);
    let after = lines.at(-1);
    if (!after) return;
    while (after.nextElementSibling?.matches('.fault-row')) after = after.nextElementSibling;
    after.after(h('tr', { class: `fault-row ${severity}` }, h('td', {}), h('td', { colspan: this.last + 1 }, h('div', {}, text))));
  }

  /** A combination without a rule, as the row that it would be. */
  gap({ text, cells }) {
    const { columns, inputs } = this.model;
    return h('tr', { class: 'gap' }, h('th', { scope: 'row', class: 'number' }, h('span', { 'aria-hidden': 'true' }, '＋'), h('span', { class: 'unseen' }, '缺')),
      inputs.map((column, place) => h('td', { class: `cell ${this.classOf(column)}` }, shown(cells[place] || '-', column).words)),
      h('td', { class: 'of-outputs first', colspan: columns.length - inputs.length }, '没有规则'),
      h('td', { class: 'note' }, text, this.readOnly ? null : smallButton('补上这一行', () => this.addRow([...cells], this.model.rows.length))));
  }

  goToGap(place) {
    const gap = this.table.querySelectorAll('.gap')[place];
    gap?.scrollIntoView({ block: 'center' });
    gap?.querySelector('button')?.focus();
  }

  showHits(rows) {
    this.hits = rows;
    for (const line of this.table.querySelectorAll('tr[data-rule]')) line.classList.toggle('hit', rows.has(Number(line.dataset.rule)));
  }
}
