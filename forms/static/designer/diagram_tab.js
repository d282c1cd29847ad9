// The tab 流程图: canvas, toolbar, panel; what is drawn goes into the draft by itself.
import { fit, makeCanvas, show, whole } from './canvas.js';
import { extension } from './deed.js';
import { ask } from './draft.js';
import { h, later, tell } from './dom.js';
import { exportMenu, printDiagram } from './exporting.js';
import { markFindings } from './findings.js';
import { bindKeys, openKeys } from './keys.js';
import { kindName } from './kinds.js';
import { Properties } from './properties.js';

const PATH = 'process.bpmn';
const SAVE_PAUSE = 350;

export class DiagramTab {
  constructor(holder, { draft, api }) {
    this.draft = draft;
    this.readOnly = draft.readOnly || matchMedia('(max-width: 760px)').matches;
    this.stage = h('div', { class: 'stage' });
    this.panel = h('aside', { class: 'panel', 'aria-label': '属性' });
    this.bar = h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': '流程图工具' });
    holder.append(h('div', { class: 'drawing' }, this.bar, this.stage), this.panel);
    this.modeler = makeCanvas(this.stage, { readOnly: this.readOnly });
    this.properties = new Properties(this.panel, { modeler: this.modeler, words: api.words, readOnly: this.readOnly, open: api.open, makeForm: api.makeForm });
    this.save = later(() => this.write(), SAVE_PAUSE);
    this.modeler.on('commandStack.changed', () => {
      this.save();
      this.refreshBar();
    });
    // What was searched for may lie under the palette.
    this.modeler.on('searchPad.closed', () => {
      const [found] = this.modeler.get('selection').get();
      if (found) show(this.modeler, found.id);
    });
    this.fillBar();
    // Behind another tab there is no size: what one looks at stays as it is.
    new ResizeObserver(() => { if (this.stage.clientWidth) this.modeler.get('canvas').resized(); }).observe(this.stage);
  }

  /** Draws what the draft holds. */
  async load() {
    const text = this.draft.text(PATH) || '';
    this.loading = true;
    try {
      const { warnings } = await this.modeler.importXML(text);
      this.lost = warnings.map((each) => each.message);
      fit(this.modeler.get('canvas'), { readOnly: this.readOnly });
      this.properties.show(this.modeler.get('canvas').getRootElement());
      this.refreshBar();
      if (this.found) markFindings(this.modeler, this.found);
    } catch (error) {
      console.error('diagram', error);
      this.stage.append(h('p', { class: 'failed' }, '流程图画不出来：文件不是完整的 BPMN。请从别的版本恢复，或重新导入。'));
    } finally {
      this.loading = false;
    }
    this.stage.dataset.drawn = 'true';
  }

  /** What was changed behind another tab is shown: the forms there, the pad by its place. */
  shown() {
    this.properties.changed();
    const selected = this.readOnly ? [] : this.modeler.get('selection').get();
    if (selected.length) this.modeler.get('contextPad').open(selected.length > 1 ? selected : selected[0], true);
  }

  /** Another's diagram came in: draw it where we look. */
  async reload() {
    if (this.draft.text(PATH) === this.written) return;
    const box = this.modeler.get('canvas').viewbox();
    await this.load();
    this.modeler.get('canvas').viewbox({ x: box.x, y: box.y, width: box.width, height: box.height });
  }

  async write() {
    if (this.loading || this.readOnly) return;
    const { xml } = await this.modeler.saveXML({ format: true });
    this.written = xml;
    this.draft.put(PATH, xml);
  }

  /** Brings everything that is still being typed into the draft. */
  async settle() {
    this.properties.settle();
    await this.save.now();
  }

  fillBar() {
    const button = (words, act, more = {}) => h('button', { type: 'button', class: 'tool', onclick: act, ...more }, words);
    const canvas = () => this.modeler.get('canvas');
    const group = (...items) => h('div', { class: 'tools-group' }, ...items);
    if (!this.readOnly) {
      const stack = () => this.modeler.get('commandStack');
      this.undo = button('撤销', () => stack().undo(), { title: '撤销（Ctrl+Z）' });
      this.redo = button('重做', () => stack().redo(), { title: '重做（Ctrl+Y）' });
      this.bar.append(group(this.undo, this.redo), group(button('自动排版', () => this.layOut(), { title: '重新排列，泳道不变；可以撤销' })));
    }
    this.scale = h('output', { class: 'scale', 'aria-label': '缩放' });
    this.bar.append(
      group(
        button('缩小', () => canvas().zoom(canvas().zoom() / 1.25), { 'aria-label': '缩小', title: '缩小（Ctrl+-）' }),
        this.scale,
        button('放大', () => canvas().zoom(canvas().zoom() * 1.25), { 'aria-label': '放大', title: '放大（Ctrl+=）' }),
        button('全图', () => whole(canvas())),
      ),
      group(
        this.readOnly ? null : button('查找', () => setTimeout(() => this.modeler.get('searchPad').toggle()), { title: '查找（Ctrl+F）' }),
        button('缩略图', () => this.modeler.get('minimap').toggle()),
      ),
      group(exportMenu(this), button('键盘', openKeys, { title: '键盘操作（F1）' })),
    );
    const told = () => { this.scale.textContent = `${Math.round(canvas().zoom() * 100)}%`; };
    this.modeler.on('canvas.viewbox.changed', told);
    if (!this.readOnly) bindKeys(this.modeler, { print: () => printDiagram(this.modeler) });
  }

  refreshBar() {
    if (this.readOnly) return;
    const stack = this.modeler.get('commandStack');
    this.undo.disabled = !stack.canUndo();
    this.redo.disabled = !stack.canRedo();
  }

  async layOut() {
    const { xml } = await this.modeler.saveXML();
    const answer = await ask(`${this.draft.address}/layout`, { method: 'POST', body: xml, headers: { 'Content-Type': 'application/xml' } });
    await this.modeler.get('relayout').take(await answer.text());
    fit(this.modeler.get('canvas'));
    tell('已重新排版');
  }

  /** Selects the element and scrolls to it; says whether it is there. */
  go(id) {
    const found = show(this.modeler, id);
    if (found) this.properties.show(found);
    return Boolean(found);
  }

  /** Lets a task or a standing act use a form: one deed, as in the panel. */
  useForm(id, form) {
    const element = this.modeler.get('elementRegistry').get(id);
    const deeds = this.modeler.get('deeds');
    if (element) deeds.do(deeds.setExtension(element, 'zf:Task', { form }));
  }

  elements() {
    const found = [];
    this.modeler.get('elementRegistry').forEach((element) => {
      if (element.type === 'label' || element.type === 'bpmn:Process') return;
      const { id, name = '' } = element.businessObject;
      found.push({ id, name, kind: kindName(element), type: element.type, form: extension(element, 'zf:Task')?.form || '', table: extension(element, 'zf:Decision')?.table || '' });
    });
    return found;
  }

  nameOf(id) {
    const element = this.modeler.get('elementRegistry').get(id);
    return element ? element.businessObject.name || '' : '';
  }

  showFindings(findings) {
    this.found = findings;
    if (!this.loading) markFindings(this.modeler, findings);
  }
}
