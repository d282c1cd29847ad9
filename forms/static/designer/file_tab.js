// The tabs of files: forms, decision tables, scenarios, the manifest; each file has the
// editor of its kind, mounted by one contract.
import { h } from './dom.js';

const KINDS = {
  forms: { words: '表单', editor: './form_editor.js', of: (path) => /^forms\/.+\.json$/.test(path), name: (path) => path.slice(6, -5) },
  tables: { words: '决策表', editor: './table_editor.js', of: (path) => path.endsWith('.dmn'), name: (path) => path.slice(0, -4) },
  scenarios: { words: '场景', editor: './scenario_editor.js', of: (path) => path.endsWith('.feature'), name: () => '验收场景' },
  manifest: { words: '说明', editor: './manifest_editor.js', of: (path) => path === 'manifest.json', name: () => '程序说明' },
};

export class FileTab {
  constructor(holder, { name, draft, api, diagram }) {
    Object.assign(this, { kind: KINDS[name], draft, api, diagram, path: '' });
    this.list = h('ul', {});
    this.place = h('div', { class: 'editor-place' });
    this.side = h('nav', { class: 'file-list', 'aria-label': this.kind.words }, this.list);
    holder.append(this.side, this.place);
  }

  paths() {
    return this.draft.paths().filter(this.kind.of);
  }

  async load() {
    this.editor = await import(this.kind.editor);
    this.side.hidden = ['scenarios', 'manifest'].includes(Object.keys(KINDS).find((name) => KINDS[name] === this.kind));
    await this.choose(this.path || this.paths()[0] || '');
  }

  /** Opens a file in its editor. */
  async choose(path) {
    this.path = this.draft.text(path) === undefined ? this.paths()[0] || '' : path;
    this.fill();
    const holder = h('div', { class: 'editor' });
    this.place.replaceChildren(holder);
    if (!this.path) {
      holder.append(h('p', { class: 'quiet' }, `草稿里还没有${this.kind.words}。`));
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
      },
      api: this.api,
    });
  }

  fill() {
    this.list.replaceChildren(...this.paths().map((path) => h('li', {}, h('button', {
      type: 'button', 'aria-current': path === this.path ? 'true' : null, onclick: () => this.choose(path),
    }, this.titleOf(path)))));
  }

  titleOf(path) {
    if (this.kind !== KINDS.forms) return this.kind.name(path);
    const key = this.kind.name(path);
    return this.api.words.forms()[key]?.title || key;
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
