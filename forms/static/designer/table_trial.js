// Trying a table: values that one types, which rows they hit, and what comes out, as the
// engine itself decides it.
import { h, newId } from './dom.js';
import { smallButton } from './fields.js';
import { literals, sampleOf, told, written } from './table_cells.js';

const MOST = 50;

export class Trial {
  constructor({ model, ask, hit, go }) {
    Object.assign(this, { model, ask, hit, go, samples: [], answers: [], current: 0 });
    this.head = h('thead', {});
    this.body = h('tbody', {});
    this.more = smallButton('再试一组', () => this.add());
    this.element = h('section', { class: 'trial', 'aria-label': '试算' },
      h('div', { class: 'trial-head' }, h('h3', {}, '试算'), h('p', { class: 'quiet' }, '填入条件的值，看哪一行成立、结果是什么；由办理时的同一个引擎来算，不改动草稿。')),
      h('div', { class: 'table-scroll' }, h('table', { class: 'decision trials' }, this.head, this.body)), this.more);
  }

  /** What was typed in each row, as plain values. */
  values() {
    return this.samples.map((sample) => this.model.inputs.map(({ kind, allowed, source }) => {
      const text = sample[source] ?? '';
      const found = allowed.find((value) => written(value) === text);
      return found === undefined ? sampleOf(text, kind) : found;
    }));
  }

  add(sample = this.first()) {
    this.samples.push(sample);
    this.current = this.samples.length - 1;
    this.draw();
    this.body.lastElementChild?.querySelector('input, select')?.focus();
    this.ask();
  }

  first() {
    return Object.fromEntries(this.model.inputs.map(({ allowed, source }) => [source, allowed.length ? written(allowed[0]) : '']));
  }

  remove(place) {
    this.samples.splice(place, 1);
    this.answers.splice(place, 1);
    this.current = Math.max(0, Math.min(this.current, this.samples.length - 1));
    this.draw();
    this.more.focus();
    this.show(this.answers);
  }

  /** Draws the rows anew; what was typed stays. */
  draw() {
    const { inputs } = this.model;
    if (!this.samples.length) this.samples.push(this.first());
    this.head.replaceChildren(h('tr', {}, inputs.map(({ label }) => h('th', { scope: 'col', class: 'of-inputs' }, label)), h('th', { scope: 'col', class: 'of-outputs first' }, '成立的行'), h('th', { scope: 'col', class: 'of-outputs' }, '结果'), h('td', {})));
    this.cells = [];
    this.body.replaceChildren(...this.samples.map((sample, place) => this.row(sample, place)));
    this.more.disabled = this.samples.length >= MOST;
    this.show(this.answers);
  }

  row(sample, place) {
    const rows = h('td', { class: 'of-outputs first' });
    const outcome = h('span', { class: 'outcome', role: 'status' });
    this.cells.push({ rows, outcome });
    const line = h('tr', {}, this.model.inputs.map((column) => h('td', { class: 'of-inputs' }, this.control(column, sample, place))), rows, h('td', { class: 'of-outputs' }, outcome),
      h('td', { class: 'away' }, this.samples.length > 1 ? smallButton('×', () => this.remove(place), { 'aria-label': `删去第 ${place + 1} 组` }) : null));
    line.addEventListener('focusin', () => {
      this.current = place;
      this.light();
    });
    return line;
  }

  control(column, sample, place) {
    const { allowed, kind, label, source } = column;
    const name = `第 ${place + 1} 组 ${label}`;
    const set = ({ target }) => {
      sample[source] = target.value;
      this.ask();
    };
    if (allowed.length) {
      const select = h('select', { 'aria-label': name, onchange: set }, h('option', { value: '' }, '（没有填）'), allowed.map((value) => h('option', { value: written(value) }, told(value))));
      select.value = sample[source] ?? '';
      return select;
    }
    const isNumber = kind === 'number' || kind === 'integer';
    const list = kind === 'string' || kind === '' ? this.suggestions(column.place) : null;
    const input = h('input', { type: kind === 'date' ? 'date' : 'text', inputmode: isNumber ? 'decimal' : null, list: list?.id, value: sample[source] ?? '', 'aria-label': name, placeholder: isNumber ? '数' : null, autocomplete: 'off', oninput: set });
    return [input, list];
  }

  /** The texts that the column's cells name. */
  suggestions(at) {
    const named = this.model.rows.flatMap(({ cells }) => literals(cells[at] || '') || []).map(({ value }) => told(value));
    return named.length ? h('datalist', { id: newId('values') }, [...new Set(named)].map((value) => h('option', { value }))) : null;
  }

  /** Shows what the engine answered. */
  show(answers) {
    this.answers = answers;
    this.cells?.forEach(({ rows, outcome }, place) => {
      const answer = answers[place];
      rows.replaceChildren(...(answer ? this.rowsOf(answer) : []));
      outcome.className = `outcome${answer?.refusal ? ' refused' : answer && !answer.rows.length && this.model.policy !== 'COLLECT' ? ' none' : ''}`;
      const words = answer ? this.wordsOf(answer) : '';
      if (outcome.textContent !== words) outcome.textContent = words;
    });
    this.light();
  }

  rowsOf({ rows }) {
    if (!rows.length) return ['无'];
    const taken = this.model.policy === 'FIRST' && rows.length > 1 ? '，取最前一行' : '';
    return ['第 ', ...rows.flatMap((row, place) => [place ? '、' : '', h('button', { type: 'button', class: 'link', onclick: () => this.go(row) }, String(row + 1))]), ` 行${taken}`];
  }

  wordsOf({ rows, outcome, refusal }) {
    if (refusal) return `算不出来：${refusal}${/[。！？]$/.test(refusal) ? '' : '。'}`;
    if (!rows.length && this.model.policy !== 'COLLECT') return '没有规则，结果是空的';
    const named = (one) => (one && typeof one === 'object' && !Array.isArray(one)
      ? this.model.columns.filter(({ isInput }) => !isInput).map(({ label, source }) => `${label}：${told(one[source])}`).join('；') : told(one));
    return Array.isArray(outcome) && this.model.policy === 'COLLECT' ? outcome.map(named).join(' ｜ ') || '（没有）' : named(outcome);
  }

  light() {
    this.hit(new Set(this.answers[this.current]?.rows || []));
  }
}
