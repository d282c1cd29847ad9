// The editor of decision tables: the grid, what is wrong with it at its rows, samples tried
// by the engine, and the file itself for what has no control.
import { h, later, newId, tell } from './dom.js';
import { post } from './draft.js';
import { smallButton } from './fields.js';
import { openColumn } from './table_column.js';
import { Grid } from './table_grid.js';
import { POLICIES, TableModel, parsed } from './table_model.js';
import { Trial } from './table_trial.js';

const PAUSE = 300;
const samplesOf = new Map(); // What was tried stays while the page is open.

export function mount(element, { path, text, readOnly, onChange, api }) {
  return new TableEditor(element, { path, text, readOnly, onChange, api });
}

class TableEditor {
  constructor(element, { path, text, readOnly, onChange, api }) {
    Object.assign(this, { path, readOnly, api });
    this.model = new TableModel(text, (written) => {
      onChange(written);
      this.draw();
      this.askSoon();
    });
    const { model } = this;
    this.askSoon = later(() => this.ask(), PAUSE);
    this.grid = new Grid({ model, readOnly, openColumn: (place) => this.column(place), undo: () => model.undo(), redo: () => model.redo(), moved: () => this.drawTools(), leave: () => this.below.querySelector('button')?.focus(), say: (words) => this.say(words), check: (source) => api.expression(source, 'cell') });
    this.trial = new Trial({ model, ask: this.askSoon, hit: (rows) => this.grid.showHits(rows), go: (row) => this.grid.goTo(row, 0) });
    this.trial.samples = samplesOf.get(path) || [];
    samplesOf.set(path, this.trial.samples);
    this.head = h('header', { class: 'table-title' });
    this.tools = readOnly ? h('div', {}) : this.toolbar();
    this.notes = h('ul', { class: 'table-notes' });
    this.below = h('div', { class: 'table-below' }, readOnly ? null : smallButton('＋ 加一行', () => this.grid.addRow([], model.rows.length)),
      h('p', { class: 'quiet' }, readOnly ? '' : '方向键走，回车或直接打字来改，Tab 到下一格，Alt+↑↓ 移动行，Ctrl+Enter 加行，Ctrl+Z 撤销，Esc 离开表格。'));
    this.main = h('div', { class: 'table-main' }, this.head, this.tools, this.notes, this.grid.element, this.below, this.trial.element);
    this.refusal = h('p', { class: 'failed', hidden: true });
    element.classList.add('table-editor');
    element.replaceChildren(h('div', { class: 'table-sheet' }, this.refusal, this.main, this.source()));
    this.draw();
    void this.ask();
  }

  draw() {
    const { model } = this;
    this.main.hidden = !model.table;
    if (!model.table) {
      this.sourceBox.open = true;
      return;
    }
    this.drawHead();
    this.grid.draw();
    this.trial.draw();
  }

  drawHead() {
    const { model } = this;
    const users = this.api.elements().filter(({ table }) => table === this.path.slice(0, -4));
    const used = users.flatMap((each, place) => [place ? '、' : '用于 ', h('button', { type: 'button', class: 'link', onclick: () => this.api.open(each.id) }, each.name || each.id)]);
    const [, words, hint] = POLICIES.find(([value]) => value === model.policy) || ['', model.policy, '引擎不支持，请改选'];
    const select = h('select', { id: newId('policy'), disabled: this.readOnly, onchange: () => model.setPolicy(select.value) }, POLICIES.map(([value, each]) => h('option', { value }, each)), words === model.policy ? h('option', { value: words }, words) : null);
    select.value = model.policy;
    const hadFocus = this.head.contains(document.activeElement);
    this.head.replaceChildren(
      h('div', {}, h('h2', {}, model.name || this.path), h('p', { class: 'quiet' }, `${model.rows.length} 行，${model.inputs.length} 列条件，${model.columns.length - model.inputs.length} 列结果`, used.length ? '；' : '', used)),
      h('div', { class: 'policy' }, h('label', { for: select.id }, '几行成立时'), select, h('p', { class: 'quiet' }, hint)));
    if (hadFocus) select.focus();
  }

  toolbar() {
    const { model } = this;
    const rowThere = () => this.grid.at.row;
    const deed = (words, act, when = () => true, more = {}) => ({ when, button: h('button', { type: 'button', class: 'tool', onclick: act, ...more }, words) });
    const groups = [
      [deed('撤销', () => model.undo(), () => model.past.length), deed('重做', () => model.redo(), () => model.ahead.length)],
      [deed('加一行', () => this.grid.addRow()), deed('复制行', () => { model.copyRow(rowThere()); this.grid.goTo(rowThere() + 1); }, () => model.rows.length),
        deed('上移', () => this.grid.shiftRow(-1), () => rowThere() > 0), deed('下移', () => this.grid.shiftRow(1), () => rowThere() < model.rows.length - 1),
        deed('删除行', () => this.removeRow(), () => model.rows.length)],
      [deed('加条件列', () => this.column(null, true)), deed('加结果列', () => this.column(null, false)),
        deed('列的设置', () => this.column(this.grid.at.place), () => model.columns[this.grid.at.place])],
    ];
    this.deeds = groups.flat();
    return h('div', { class: 'toolbar table-tools', role: 'toolbar', 'aria-label': '决策表工具' }, groups.map((group) => h('div', { class: 'tools-group' }, group.map(({ button }) => button))));
  }

  drawTools() {
    for (const { button, when } of this.deeds || []) button.disabled = !when();
  }

  removeRow() {
    const { row } = this.grid.at;
    this.model.removeRow(row);
    this.grid.goTo(row);
  }

  column(place, isInput = this.model.columns[place]?.isInput) {
    const { model, api, readOnly } = this;
    const column = place === null ? null : model.columns[place];
    const alike = model.columns.filter((each) => each.isInput === isInput).length;
    openColumn({
      column, isInput, model, api, readOnly,
      keep: (said) => {
        const at = column ? place : model.addColumn(isInput, said);
        if (column) model.setColumn(place, said);
        this.grid.goTo(this.grid.at.row, at);
      },
      drop: () => {
        if (!isInput && alike === 1) this.say('决策表至少要有一列结果。');
        else model.removeColumn(place);
      },
      move: (by) => { this.grid.at.place = model.moveColumn(place, by); this.grid.draw(); },
    });
  }

  say(words) {
    this.notes.replaceChildren(h('li', { class: 'warning' }, words));
    tell(words);
  }

  /** Goes to where a finding lies, once the server has said where that is. */
  point(words) {
    this.pointing = words;
    void this.ask();
  }

  goToFault(faults) {
    const fault = this.pointing ? faults.find(({ text, code }) => code === 'table_refused' || this.pointing.endsWith(text)) : null;
    this.pointing = '';
    if (fault?.rows.length) this.grid.goTo(fault.rows.at(-1), Math.max(0, fault.column));
    else if (fault?.cells.length) this.grid.goToGap(faults.filter(({ cells }) => cells.length).indexOf(fault));
  }

  /** Asks the server what is wrong with the table, and what the samples come to. */
  async ask() {
    const asked = this.model.text;
    const samples = this.model.table ? this.trial.values() : [];
    const files = { ...this.api.draft.unsaved(), [this.path]: asked };
    let tried;
    try {
      tried = await post(`${this.api.draft.address}/tables/try`, { path: this.path, files, samples });
    } catch (error) {
      this.say(error instanceof TypeError ? '连接中断，检查和试算稍后再做。' : error.message);
      return;
    }
    if (asked !== this.model.text) return;
    this.refusal.hidden = !tried.refusal;
    this.refusal.textContent = tried.refusal ? `这张表还不能用：${tried.refusal}` : '';
    if (!this.model.table) return;
    const general = tried.faults.filter(({ rows, cells }) => !rows.length && !cells.length);
    this.notes.replaceChildren(...general.map(({ severity, text }) => h('li', { class: severity }, text)));
    this.grid.showFaults(tried.faults);
    this.trial.show(tried.samples);
    this.goToFault(tried.faults);
    this.head.dataset.asked = String(Number(this.head.dataset.asked || 0) + 1);
  }

  /** The document itself, for what has no control, and for what is no table. */
  source() {
    const area = h('textarea', { class: 'source', id: newId('source'), rows: 16, spellcheck: 'false', readonly: this.readOnly });
    const fault = h('p', { class: 'refusal', role: 'status' });
    const box = h('details', { class: 'raw' }, h('summary', {}, '源文'), h('label', { class: 'unseen', for: area.id }, '决策表的源文'), area, fault,
      this.readOnly ? null : smallButton('采用', () => {
        fault.textContent = parsed(area.value) ? '' : '源文不是完整的 XML，没有采用；请检查尖括号是否成对。';
        if (!fault.textContent) this.model.adopt(area.value);
      }));
    box.addEventListener('toggle', () => { area.value = this.model.text; });
    area.value = this.model.text;
    this.sourceBox = box;
    return box;
  }
}
