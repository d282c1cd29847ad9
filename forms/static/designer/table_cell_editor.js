// What stands in a cell while one changes it: a list to choose from, or a line to type in.
//
// `done(source, move)` hears what it is now and where to go on: down, right, left, or '' to
// stay; undefined as the source leaves the cell as it was.
import { h, newId } from './dom.js';
import { expressionIn, hint, literals, read, shown, told, typed, written } from './table_cells.js';

const MOVES = { Enter: 'down', Tab: 'right' };

/** Opens the editor of a cell; `typedFirst` is the key that opened it, if it wrote something. */
export function editCell(cell, { column, source, typedFirst = '', check, done }) {
  const known = literals(source.trim()) || [];
  const isListed = column.allowed.length && known.every(({ value }) => column.allowed.includes(value)) && shown(source, column).as !== 'raw' && shown(source, column).as !== 'condition';
  const asText = (text) => new LineEditor(cell, { column, source, text, check, done });
  if (isListed && !/^[=＝]/.test(typedFirst)) return new ListEditor(cell, { column, known, done, asText: () => asText('=') });
  return asText(typedFirst || typed(source, column));
}

/** Opens the editor of a row's note. */
export function editNote(cell, { note, typedFirst = '', done }) {
  const area = h('textarea', { class: 'cell-input', 'aria-label': '依据和说明', rows: 3, value: typedFirst || note });
  let isOpen = true;
  const close = (value, move) => {
    if (!isOpen) return;
    isOpen = false;
    done(value, move);
  };
  area.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Escape') close(undefined, '');
    else if (MOVES[event.key] && !event.altKey) {
      event.preventDefault();
      close(area.value.trim(), event.shiftKey ? (event.key === 'Tab' ? 'left' : '') : MOVES[event.key]);
    }
  });
  area.addEventListener('blur', () => close(area.value.trim(), null));
  cell.append(area);
  area.focus();
  return { close: () => close(undefined, null), commit: (move) => close(area.value.trim(), move) };
}

class Floating {
  constructor(cell, box) {
    Object.assign(this, { cell, box, isOpen: true });
    cell.append(box);
    this.place = this.place.bind(this);
    this.scroller = cell.closest('.table-scroll');
    this.scroller?.addEventListener('scroll', this.place);
    addEventListener('resize', this.place);
    this.place();
  }

  /** Below the cell, or above it where there is more room; never beyond the window. */
  place() {
    const around = this.cell.getBoundingClientRect();
    const { style } = this.box;
    style.minWidth = `${Math.min(around.width, innerWidth - 16)}px`;
    const { offsetWidth: width, offsetHeight: height } = this.box;
    style.left = `${Math.max(8, Math.min(around.left, innerWidth - width - 8))}px`;
    const fits = around.bottom + height + 8 < innerHeight || around.top < height + 8;
    style.top = `${fits ? around.bottom + 1 : around.top - height - 1}px`;
  }

  end() {
    this.isOpen = false;
    this.scroller?.removeEventListener('scroll', this.place);
    removeEventListener('resize', this.place);
    this.box.remove();
  }
}

class LineEditor {
  constructor(cell, { column, source, text, check, done }) {
    Object.assign(this, { column, check, before: typed(source, column), done });
    this.said = h('p', { class: 'cell-said', id: newId('said'), 'aria-live': 'polite' }, hint(column));
    this.input = h('input', { class: 'cell-input', type: 'text', value: text, 'aria-label': column.label, 'aria-describedby': this.said.id, spellcheck: 'false', autocomplete: 'off' });
    cell.append(this.input);
    this.floating = new Floating(cell, h('div', { class: 'cell-float' }, this.said));
    this.input.addEventListener('input', () => this.judge());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.commit(null));
    this.input.focus();
    if (text === this.before) this.input.select();
    else this.input.setSelectionRange(text.length, text.length);
  }

  judge() {
    return this.say(read(this.input.value, this.column).refusal || '');
  }

  say(refusal) {
    this.said.textContent = refusal || hint(this.column);
    this.said.classList.toggle('refused', Boolean(refusal));
    this.input.toggleAttribute('aria-invalid', Boolean(refusal));
    this.floating.place();
    return refusal;
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Escape') this.close(undefined, '');
    else if (MOVES[event.key]) {
      event.preventDefault();
      this.commit(event.shiftKey ? (event.key === 'Tab' ? 'left' : 'up') : MOVES[event.key]);
    }
  }

  /** Takes what was typed; an expression only after the server had a look at it. */
  async commit(move) {
    if (!this.floating.isOpen) return;
    const text = this.input.value;
    const expression = expressionIn(text);
    if (text.trim() === this.before) this.close(undefined, move);
    else if (this.judge()) return;
    else if (expression === null) this.close(read(text, this.column).source, move);
    else {
      const answer = await this.check(expression);
      if (this.input.value !== text) return;
      if (!answer?.reason) this.close(read(text, this.column).source, move);
      else if (this.floating.isOpen) this.say(`${answer.reason}。`);
    }
  }

  close(value, move = null) {
    if (!this.floating.isOpen) return;
    this.floating.end();
    this.done(value, move);
  }
}

class ListEditor {
  constructor(cell, { column, known, done, asText }) {
    Object.assign(this, { column, done, asText, isMany: column.isInput });
    this.chosen = new Set(known.map(({ value }) => value));
    this.options = [...(this.isMany ? [{ any: true }] : []), ...column.allowed.map((value) => ({ value })), { text: true }];
    this.active = Math.max(0, this.options.findIndex((each) => this.chosen.has(each.value)));
    this.list = h('ul', { class: 'cell-list', role: 'listbox', tabindex: '0', 'aria-label': column.label, 'aria-multiselectable': this.isMany ? 'true' : null });
    this.items = this.options.map((each, place) => h('li', { role: 'option', id: newId('option'), onmousedown: (event) => this.pressed(event, place) }, this.wordsOf(each)));
    this.list.append(...this.items);
    const box = h('div', { class: 'cell-float' }, this.list, h('p', { class: 'cell-said' }, this.isMany ? '空格选，回车确定' : '回车确定'));
    this.floating = new Floating(cell, box);
    this.list.addEventListener('keydown', (event) => this.key(event));
    this.list.addEventListener('blur', () => this.commit(null));
    this.draw();
    this.list.focus();
  }

  wordsOf({ any, text, value }) {
    if (any) return '任意';
    return text ? '＝ 写表达式' : told(value);
  }

  draw() {
    this.items.forEach((item, place) => {
      const { any, text, value } = this.options[place];
      item.setAttribute('aria-selected', String(any ? !this.chosen.size : !text && this.chosen.has(value)));
      item.classList.toggle('active', place === this.active);
    });
    this.list.setAttribute('aria-activedescendant', this.items[this.active].id);
    this.items[this.active].scrollIntoView?.({ block: 'nearest' });
  }

  pressed(event, place) {
    event.preventDefault();
    this.active = place;
    this.toggle();
    if (!this.isMany) this.commit('');
  }

  toggle() {
    const { any, text, value } = this.options[this.active];
    if (text) {
      this.floating.end();
      this.line = this.asText();
      return;
    }
    if (any || !this.isMany) this.chosen.clear();
    if (!any) {
      if (this.chosen.has(value)) this.chosen.delete(value);
      else this.chosen.add(value);
    }
    this.draw();
  }

  key(event) {
    event.stopPropagation();
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: -this.active, End: this.options.length - 1 - this.active };
    if (event.key in steps) this.active = Math.min(this.options.length - 1, Math.max(0, this.active + steps[event.key]));
    else if (event.key === ' ') this.toggle();
    else if (event.key === 'Escape') this.close(undefined, '');
    else if (MOVES[event.key]) {
      if (event.key === 'Enter' && (!this.isMany || this.options[this.active].text)) this.toggle();
      if (this.floating.isOpen) this.commit(event.shiftKey ? 'left' : MOVES[event.key]);
    } else return;
    event.preventDefault();
    if (this.floating.isOpen) this.draw();
  }

  commit(move) {
    this.line?.commit(move);
    if (!this.floating.isOpen) return;
    const values = this.column.allowed.filter((value) => this.chosen.has(value));
    const isAll = this.isMany && (!values.length || values.length === this.column.allowed.length);
    if (!this.isMany && !values.length) this.close(undefined, move);
    else this.close(isAll ? '-' : values.map(written).join(', '), move);
  }

  close(value, move = null) {
    this.line?.close(value, move);
    if (!this.floating.isOpen) return;
    this.floating.end();
    this.done(value, move);
  }
}
