// The tabs of files: forms, decision tables, scenarios, the manifest; each file has the
// editor of its kind, mounted by one contract.
import { h, newId } from './dom.js';
import { smallButton } from './fields.js';
import { newFeature, newForm, newTable } from './fresh.js';

const KEY = /^[a-z][a-z0-9_]{0,63}$/;
const FEATURE = 'acceptance.feature';
const KINDS = {
  forms: { words: '表单', editor: './form_editor.js', of: (path) => /^forms\/.+\.json$/.test(path), key: (path) => path.slice(6, -5), make: newForm },
  tables: { words: '决策表', editor: './table_editor.js', of: (path) => path.endsWith('.dmn'), key: (path) => path.slice(0, -4), make: newTable },
  scenarios: { words: '场景', editor: './scenario_editor.js', of: (path) => path.endsWith('.feature') },
  manifest: { words: '说明', editor: './manifest_editor.js', of: (path) => path === 'manifest.json' },
};

const tableName = (text) => new DOMParser().parseFromString(text, 'application/xml').getElementsByTagNameNS('*', 'decision')[0]?.getAttribute('name');

export class FileTab {
  constructor(holder, { name, draft, api }) {
    Object.assign(this, { kind: KINDS[name], draft, api, path: '' });
    this.list = h('ul', {});
    this.place = h('div', { class: 'editor-place' });
    const side = h('nav', { class: 'file-list', 'aria-label': this.kind.words, hidden: !this.kind.make }, this.list, this.kind.make && !draft.readOnly ? this.maker() : null);
    holder.append(side, this.place);
  }

  paths() {
    return this.draft.paths().filter(this.kind.of);
  }

  async load() {
    this.editor = await import(this.kind.editor);
    await this.choose(this.path || this.paths()[0] || '');
  }

  /** Opens a file in its editor. */
  async choose(path) {
    this.path = this.draft.text(path) === undefined ? this.paths()[0] || '' : path;
    this.fill();
    const holder = h('div', { class: 'editor' });
    this.place.replaceChildren(holder);
    if (!this.path) {
      holder.append(h('p', { class: 'empty' }, `草稿里还没有${this.kind.words}。`, this.beginning()));
      return;
    }
    const mine = this.path;
    this.mounted = await this.editor.mount(holder, {
      path: mine,
      text: this.draft.text(mine),
      readOnly: this.draft.readOnly,
      onChange: (text) => {
        this.written = text;
        this.draft.put(mine, text);
        this.fill();
      },
      api: this.api,
    });
  }

  /** Shows a file, and in it what a finding says, where its editor can tell. */
  async show(path, words) {
    if (path !== this.path) await this.choose(path);
    if (words) this.mounted?.point?.(words);
  }

  /** Where there are no scenarios, the way to the first of them. */
  beginning() {
    if (this.kind !== KINDS.scenarios || this.draft.readOnly) return null;
    const begin = () => {
      this.draft.put(FEATURE, newFeature(this.draft.read.name));
      return this.choose(FEATURE);
    };
    return smallButton('开始写场景', begin);
  }

  fill() {
    this.list.replaceChildren(...this.paths().map((path) => this.line(path)));
  }

  line(path) {
    const isChosen = path === this.path;
    const users = this.kind.make ? this.usersOf(path) : [];
    const title = this.titleOf(path);
    return h('li', {},
      h('button', { type: 'button', 'aria-current': isChosen ? 'true' : null, onclick: () => this.choose(path) },
        title, this.kind.make ? h('small', {}, users.length ? `用于 ${users.join('、')}` : '还没有用到') : null),
      isChosen && !users.length && this.kind.make && !this.draft.readOnly
        ? smallButton('删除', () => this.drop(path), { class: 'small-button grave', 'aria-label': `删除${title}` }) : null);
  }

  titleOf(path) {
    if (this.kind === KINDS.tables) return tableName(this.draft.text(path)) || this.kind.key(path);
    if (this.kind !== KINDS.forms) return this.kind.key ? this.kind.key(path) : this.kind.words;
    const key = this.kind.key(path);
    return this.api.words.forms()[key]?.title || key;
  }

  /** The names of the elements that use a file; forms and the manifest may ask a table too. */
  usersOf(path) {
    const key = this.kind.key(path);
    const asks = (text) => ["'", '"'].some((quote) => text?.includes(`decide(${quote}${key}${quote}`));
    const others = this.kind === KINDS.tables ? this.draft.paths().filter((each) => each.endsWith('.json') && asks(this.draft.text(each))) : [];
    const told = others.map((each) => (each === 'manifest.json' ? '说明' : `表单“${this.api.words.forms()[each.slice(6, -5)]?.title || each}”`));
    return [...this.elementsWith(key), ...told];
  }

  elementsWith(key) {
    return this.api.elements().filter((each) => (this.kind === KINDS.forms ? each.form : each.table) === key).map((each) => each.name || each.id);
  }

  drop(path) {
    this.draft.put(path, null);
    return this.choose('');
  }

  /** A name and an id, and the file is there. */
  maker() {
    const words = `新建${this.kind.words}`;
    const name = h('input', { type: 'text', id: newId('name'), maxlength: 80, autocomplete: 'off' });
    const key = h('input', { type: 'text', id: newId('key'), maxlength: 64, spellcheck: 'false', autocomplete: 'off' });
    const fault = h('p', { class: 'refusal', role: 'status' });
    const make = (event) => {
      event.preventDefault();
      const [path, text] = this.kind.make(key.value.trim(), name.value.trim() || key.value.trim(), this.draft.read.slug);
      fault.textContent = !KEY.test(key.value.trim()) ? '标识用小写字母、数字和下划线，以字母开头。' : this.draft.text(path) !== undefined ? '已经有这个标识。' : '';
      if (fault.textContent) return;
      this.draft.put(path, text);
      if (this.wanted) this.api.useForm(this.wanted, key.value.trim());
      void this.made(event.target, path);
    };
    const hint = h('p', { class: 'hint', id: newId('hint') }, '小写英文、数字和下划线，例如 check_again；以后不改。');
    key.setAttribute('aria-describedby', hint.id);
    this.making = { name, key, box: h('details', { class: 'maker' }, h('summary', {}, words),
      h('form', { onsubmit: make }, h('label', { for: name.id }, '名称'), name, h('label', { for: key.id }, '标识'), key, hint, fault, h('button', { class: 'small-button' }, '新建'))) };
    return this.making.box;
  }

  /** Folds the maker away and goes on where one would: in the editor of what was made. */
  async made(form, path) {
    form.reset();
    this.wanted = '';
    this.making.box.open = false;
    await this.choose(path);
    (this.place.querySelector('[data-first]') || this.list.querySelector('[aria-current]'))?.focus();
  }

  /** Offers a new form for an element, which then uses it. */
  offer({ id, name = '' }) {
    const { box, key, name: title } = this.making;
    box.open = true;
    this.wanted = id;
    title.value = name;
    key.value = KEY.test(id) && this.draft.text(`forms/${id}.json`) === undefined ? id : '';
    (title.value ? key : title).focus();
  }

  /** Another's text came in. */
  async reload(paths) {
    if (paths.includes(this.path) && this.draft.text(this.path) !== this.written) await this.choose(this.path);
    else this.fill();
  }

  shown() {
    this.fill();
  }
}
