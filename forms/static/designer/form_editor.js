// The editor of forms: what is asked in order, what can be said of it, and the form as
// officials will get it, drawn by the same renderer.
import { ask } from './draft.js';
import { h, later, newId, tell } from './dom.js';
import { smallButton } from './fields.js';
import { FormModel, TYPES, childrenOf } from './form_model.js';
import { headingOf, properties } from './form_properties.js';

const PREVIEW_PAUSE = 300;

export function mount(element, { path, text, readOnly, onChange, api }) {
  return new FormEditor(element, { path, text, readOnly, onChange, api });
}

class FormEditor {
  constructor(element, { path, text, readOnly, onChange, api }) {
    Object.assign(this, { path, readOnly, api, typed: [], context: {} });
    this.model = new FormModel(text, (written) => {
      onChange(written);
      this.drawTree();
      this.drawHead();
      this.previewSoon();
    });
    this.tree = h('ol', { class: 'form-tree', 'aria-label': '表单的字段' });
    this.panel = h(readOnly ? 'fieldset' : 'div', { class: 'panel form-panel plain', disabled: readOnly });
    this.findings = h('ul', { class: 'form-findings' });
    this.preview = h('form', { class: 'asks', 'aria-label': '预览', autocomplete: 'off', onsubmit: (event) => event.preventDefault() });
    this.samples = h('div', { class: 'form-samples' });
    this.previewSoon = later(() => this.drawPreview(), PREVIEW_PAUSE);
    this.preview.addEventListener('change', () => this.previewSoon());
    element.classList.add('form-editor');
    element.replaceChildren(this.left(), this.panel, h('section', { class: 'form-preview', 'aria-label': '预览' }, h('h2', {}, '预览'), this.findings, this.samples, this.preview));
    element.addEventListener('keydown', (event) => this.key(event));
    this.draw();
  }

  left() {
    const add = h('div', { class: 'form-types', role: 'group', 'aria-label': '添加' }, Object.entries(TYPES).map(([type, words], index) => smallButton(words, () => this.add(type), { 'aria-label': `添加${words}`, 'data-first': !index })));
    this.undoing = smallButton('撤销', () => this.undo());
    this.redoing = smallButton('重做', () => this.redo());
    const tools = h('div', { class: 'actions' }, smallButton('整张表单', () => this.select(null)), this.undoing, this.redoing);
    return h('section', { class: 'form-side', 'aria-label': '字段' }, this.uses(), this.readOnly ? null : tools, this.tree, this.readOnly ? null : [h('h3', {}, '添加'), add], this.source());
  }

  /** Which steps use it, and whom a change reaches. */
  uses() {
    const users = this.api.elements().filter(({ form }) => form === this.path.slice(6, -5));
    if (!users.length) return h('p', { class: 'quiet' }, '还没有步骤用到这张表单；在流程图里选一个步骤，再选这张表单。');
    const links = users.flatMap((each, index) => [index ? '、' : '', smallButton(each.name || each.id, () => this.api.open(each.id))]);
    const shared = users.length > 1 ? `这 ${users.length} 处共用一张表单，改一次，几处都变。` : '';
    return [h('p', { class: 'quiet' }, '用于 ', links), h('p', { class: 'hint' }, `${shared}只改这份草稿：已发布的版本和在办的件仍用原来的表单。`)];
  }

  /** The document itself, for what has no control, and for what is no form. */
  source() {
    const area = h('textarea', { class: 'source', id: newId('source'), rows: 12, spellcheck: 'false', readonly: this.readOnly });
    const fault = h('p', { class: 'refusal', role: 'status' });
    const box = h('details', { class: 'raw' }, h('summary', {}, '源文'), h('label', { class: 'unseen', for: area.id }, '表单的源文'), area, fault,
      this.readOnly ? null : smallButton('采用', () => {
        fault.textContent = faultOf(area.value);
        if (fault.textContent) return;
        const { text } = this.model;
        this.model.past.push({ text, at: null });
        this.model.read(area.value);
        this.model.changed(area.value);
        this.draw();
      }));
    box.addEventListener('toggle', () => { area.value = this.model.text; });
    area.value = this.model.text;
    this.sourceBox = box;
    return box;
  }

  draw() {
    this.drawTree();
    this.drawPanel();
    this.drawPreview();
  }

  /** One deed from the panel; `drawAnew` where the panel itself looks different afterwards. */
  do(deed, drawAnew = false) {
    this.model.do(deed);
    if (drawAnew) this.drawPanel();
  }

  add(type) {
    if (!this.model.form) return;
    this.model.add(type);
    this.drawPanel();
    this.markSelected();
    const label = this.panel.querySelector('input');
    label?.focus();
    label?.select();
    tell(`已添加${TYPES[type]}`);
  }

  shift(component, by) {
    this.model.shift(component, by);
    this.focus();
    tell(by < 0 ? '已上移' : '已下移');
  }

  remove(component) {
    this.model.remove(component);
    this.drawPanel();
    this.focus();
    tell('已删除');
  }

  regroup(component, group) {
    this.model.regroup(component, group);
    this.drawPanel();
  }

  undo() {
    this.model.undo();
    this.drawPanel();
  }

  redo() {
    this.model.redo();
    this.drawPanel();
  }

  select(component) {
    this.model.selected = component;
    this.drawTree();
    this.drawPanel();
    this.markSelected();
  }

  focus() {
    this.tree.querySelector('[aria-current="true"]')?.focus();
    this.markSelected();
  }

  drawTree() {
    if (!this.model.form) {
      this.tree.replaceChildren(h('li', { class: 'refusal' }, faultOf(this.model.text) || '这不是表单。'));
      this.sourceBox.open = true;
      return;
    }
    const hadFocus = this.tree.contains(document.activeElement);
    this.tree.replaceChildren(...this.model.form.components.map((each) => this.line(each)));
    if (hadFocus) this.tree.querySelector('[aria-current="true"]')?.focus();
    if (!this.model.form.components.length) this.tree.append(h('li', { class: 'quiet' }, '还没有字段，从下面添加。'));
  }

  line(each) {
    const isSelected = each === this.model.selected;
    const button = h('button', {
      type: 'button', class: 'form-line', 'aria-current': String(isSelected), draggable: String(!this.readOnly), onclick: () => this.select(each),
    }, h('span', {}, each.label || each.key || '（无标题）'), h('small', {}, TYPES[each.type] || each.type));
    if (!this.readOnly) this.letDrag(button, each);
    const inner = childrenOf(each);
    return h('li', {}, button, inner.length ? h('ol', {}, inner.map((child) => this.line(child))) : null);
  }

  letDrag(button, each) {
    const isInside = (event) => (each.type === 'group' || each.type === 'table') && event.offsetY > button.offsetHeight / 2;
    button.addEventListener('dragstart', (event) => {
      this.dragged = each;
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', each.key || each.label || '');
    });
    button.addEventListener('dragover', (event) => {
      if (!this.dragged || !this.model.mayDrop(this.dragged, each, isInside(event))) return;
      event.preventDefault();
      button.classList.toggle('drop-inside', isInside(event));
      button.classList.toggle('drop-before', !isInside(event));
    });
    const leave = () => button.classList.remove('drop-inside', 'drop-before');
    button.addEventListener('dragleave', leave);
    button.addEventListener('drop', (event) => {
      event.preventDefault();
      leave();
      this.model.drop(this.dragged, each, isInside(event));
      this.select(this.dragged);
      this.dragged = null;
    });
  }

  key(event) {
    const isTyping = event.target.closest('input, textarea, select, .expression');
    if (isTyping || this.readOnly || !this.model.form) return;
    const { selected } = this.model;
    const deeds = {
      ArrowUp: event.altKey && selected && (() => this.shift(selected, -1)),
      ArrowDown: event.altKey && selected && (() => this.shift(selected, 1)),
      Delete: selected && event.target.closest('.form-tree') && (() => this.remove(selected)),
      z: (event.ctrlKey || event.metaKey) && (() => (event.shiftKey ? this.redo() : this.undo())),
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  drawPanel() {
    this.panel.replaceChildren(...(this.model.form ? properties(this).filter(Boolean) : []));
    this.drawHead();
    this.drawSamples();
  }

  /** What the panel is about, and what can be undone, as they are now. */
  drawHead() {
    const title = this.panel.querySelector('h2');
    if (title) title.textContent = headingOf(this.model.selected);
    this.undoing.disabled = !this.model.past.length;
    this.redoing.disabled = !this.model.ahead.length;
  }

  /** Values for the context, so that conditions on it can be tried. */
  drawSamples() {
    const names = Object.keys(this.model.form?.context || {});
    this.samples.replaceChildren(...names.map((name) => {
      const input = h('input', { type: 'text', id: newId('sample'), value: this.context[name] || '', autocomplete: 'off' });
      input.addEventListener('change', () => {
        this.context[name] = input.value;
        this.previewSoon();
      });
      return h('div', {}, h('label', { for: input.id }, `试用的 ${name}`), input);
    }));
  }

  async drawPreview() {
    const asked = this.model.text;
    const answers = [...new FormData(this.preview)].filter(([, value]) => typeof value === 'string');
    const files = { ...this.api.draft.unsaved(), [this.path]: asked };
    let shown;
    try {
      const body = JSON.stringify({ path: this.path, files, answers, context: this.context });
      shown = await (await ask(`${this.api.draft.address}/preview`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).json();
    } catch (error) {
      this.findings.replaceChildren(h('li', { class: 'refusal' }, error instanceof TypeError ? '连接中断，预览稍后再画。' : error.message));
      return;
    }
    if (asked !== this.model.text) return;
    this.findings.replaceChildren(...shown.findings.map(({ text }) => h('li', { class: 'refusal' }, text)));
    if (!shown.html) return;
    const focused = document.activeElement?.closest('.form-preview') && document.activeElement.id;
    this.preview.innerHTML = shown.html; // Our own renderer wrote it, and escaped what it was given.
    if (focused) document.getElementById(focused)?.focus();
    this.markSelected();
    await this.showFindings(files, asked);
  }

  /** Findings of this form, each at the field that its words name. */
  async showFindings(files, asked) {
    const { findings } = await this.api.check(files).catch(() => ({ findings: [] }));
    if (asked !== this.model.text) return;
    const mine = findings.filter(({ element_id: id }) => id === this.path);
    const rest = mine.filter(({ text }) => {
      const named = this.model.all().find(({ key, label }) => key && (text.includes(`“${label}”`) || text.includes(`“${key}”`)));
      const box = named && this.preview.querySelector(`[data-ask="${CSS.escape(named.key)}"]`);
      if (box) box.prepend(h('p', { class: 'fault' }, text));
      return !box;
    });
    this.findings.replaceChildren(...rest.map(({ text }) => h('li', { class: 'refusal' }, text)));
  }

  markSelected() {
    for (const box of this.preview.querySelectorAll('[data-ask]')) box.classList.toggle('chosen', box.dataset.ask === this.model.selected?.key);
    this.preview.querySelector('.chosen')?.scrollIntoView({ block: 'nearest' });
  }
}

/** Why a text is no form, in words; nothing if it is one. */
function faultOf(text) {
  try {
    return Array.isArray(JSON.parse(text)?.components) ? '' : '源文里没有 components，请补上，或撤销。';
  } catch (error) {
    return `源文不是 JSON：${error.message}`;
  }
}
