// The editor of scenarios: sentences, names and labels are completed, what is wrong stands
// at its line, and scenarios run here, one or all, with their verdicts beside them.
import {
  EditorState, EditorView, acceptCompletion, autocompletion, completionKeymap, defaultKeymap, history, historyKeymap,
  indentUnit, keymap, lineNumbers, lintGutter, setDiagnostics,
} from '../vendor/editor.js';
import { ask } from './draft.js';
import { h, later, tell } from './dom.js';
import { complete } from './scenario_words.js';

const CHECK_PAUSE = 500;
const UNNAMED = '用结果命名';
const HEADERS = { 'Content-Type': 'application/json' };
const VERDICTS = { passed: ['✓', '通过'], failed: ['✗', '未通过'], planned: ['…', '待建'], running: ['▸', '正在运行'] };
const LOOK = EditorView.theme({
  '&': { height: '100%', backgroundColor: '#fff', fontSize: '14px' },
  '&.cm-focused': { outline: '2px solid #17457f', outlineOffset: '-2px' },
  // One Chinese character as wide as two Latin ones: the columns of tables stand. The
  // last lines can be scrolled to where one looks, whatever opens below.
  '.cm-content': { fontFamily: '"Sarasa Mono SC", "Noto Sans Mono CJK SC", NSimSun, monospace', paddingBottom: '40vh' },
  '.cm-line': { lineHeight: '1.7' },
  '.cm-scroller': { overflow: 'auto' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: '#e9f0f8', color: '#18222d' },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '280px' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '1.6' },
  '.cm-completionIcon': { display: 'none' },
  '.cm-completionDetail': { fontStyle: 'normal', color: '#4a5663', marginLeft: '10px' },
  '.cm-diagnostic': { fontFamily: 'system-ui, sans-serif' },
});
const WORDS = EditorState.phrases.of({ Completions: '可选的句子和名称', 'No diagnostics': '没有问题' });

export async function mount(element, { text, readOnly, onChange, api }) {
  const words = await (await ask('/designer/scenarios/words')).json();
  new ScenarioEditor(element, { text, readOnly, onChange, api, words });
}

class ScenarioEditor {
  constructor(element, { text, readOnly, onChange, api, words }) {
    Object.assign(this, { readOnly, onChange, api, words, verdicts: new Map(), scenarios: [], findings: [] });
    this.host = h('div', { class: 'scenario-text' });
    this.list = h('ul', { class: 'scenario-list' });
    this.state = h('p', { class: 'quiet', role: 'status' });
    this.all = h('button', { type: 'button', class: 'button small', onclick: () => this.run([]) }, '运行全部');
    const begin = readOnly ? null : h('button', { type: 'button', class: 'button small', onclick: () => this.begin() }, '加一个场景');
    const side = h('section', { class: 'scenario-side', 'aria-label': '场景和结论' }, h('div', { class: 'actions' }, this.all, begin), this.state, this.list);
    element.classList.add('scenario-editor');
    element.replaceChildren(this.host, side);
    this.checkSoon = later(() => this.check(), CHECK_PAUSE);
    this.view = this.makeView(text);
    this.check();
  }

  makeView(text) {
    // In a shadow root CodeMirror may adopt its style sheet, which the policy allows.
    const root = this.host.attachShadow({ mode: 'open' });
    const changed = EditorView.updateListener.of(({ docChanged }) => {
      if (!docChanged) return;
      this.onChange(this.text());
      this.verdicts.clear();
      this.checkSoon();
    });
    return new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          LOOK, WORDS, lineNumbers(), lintGutter(), history(), indentUnit.of('  '), EditorView.lineWrapping,
          EditorState.readOnly.of(this.readOnly), EditorView.contentAttributes.of({ 'aria-label': '场景的文字', spellcheck: 'false' }),
          autocompletion({ override: [(context) => complete(context, { words: this.words, api: this.api })], activateOnTyping: true }),
          keymap.of([{ key: 'Tab', run: acceptCompletion }, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          changed,
        ],
      }),
    });
  }

  text() { return this.view.state.doc.toString(); }

  /** Puts an empty scenario at the end, its name ready to be typed over. */
  begin() {
    const text = this.text();
    const indent = /^ {2}规则/m.test(text) ? '    ' : '  ';
    const lead = `${text.endsWith('\n') || !text ? '' : '\n'}\n${indent}场景: `;
    const steps = ['假如', '当', '那么'].map((keyword) => `\n${indent}  ${keyword}`).join('');
    const from = text.length + lead.length;
    this.view.dispatch({
      changes: { from: text.length, insert: `${lead}${UNNAMED}${steps}\n` },
      selection: { anchor: from, head: from + UNNAMED.length },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    this.view.focus();
  }

  files() { return { ...this.api.draft.unsaved(), 'acceptance.feature': this.text() }; }

  post(what, body) {
    return ask(`${this.api.draft.address}/scenarios/${what}`, { method: 'POST', headers: HEADERS, body: JSON.stringify(body) });
  }

  async check() {
    const text = this.text();
    try {
      const found = await (await this.post('check', { files: this.files() })).json();
      if (text !== this.text()) return;
      Object.assign(this, { scenarios: found.scenarios, findings: found.findings });
      this.draw();
    } catch (error) {
      this.state.textContent = error instanceof TypeError ? '连接中断，恢复后再查。' : error.message;
    }
  }

  /** Runs the scenarios of these names, or all; each verdict shows as it comes. */
  async run(names) {
    if (this.running) return;
    this.running = true;
    const wanted = new Set(names.length ? names : this.scenarios.map(({ name }) => name));
    for (const name of wanted) this.verdicts.set(name, [{ verdict: 'running' }]);
    const ran = this.text();
    this.state.textContent = '正在运行……';
    this.draw();
    let broken = '';
    try {
      const answer = await this.post('try', { files: this.files(), names });
      for await (const told of lines(answer)) {
        if (!told.name) broken = told.reason;
        else if (ran === this.text()) this.note(told);
        this.draw();
      }
    } catch (error) {
      broken = error instanceof TypeError ? '连接中断，没有运行完。' : error.message;
    }
    this.running = false;
    this.finish(broken, ran !== this.text());
  }

  /** Keeps a verdict under its scenario; an outline has one for each of its examples. */
  note(told) {
    const { name } = this.scenarios.find(({ line }) => line === told.line) || told;
    const known = (this.verdicts.get(name) || []).filter(({ verdict }) => verdict !== 'running');
    this.verdicts.set(name, [...known, told]);
  }

  finish(broken, isStale) {
    const all = [...this.verdicts.values()].flat();
    for (const [name, told] of this.verdicts) if (told.some(({ verdict }) => verdict === 'running')) this.verdicts.delete(name);
    const failed = all.filter(({ verdict }) => verdict === 'failed').length;
    const passed = all.filter(({ verdict }) => verdict === 'passed').length;
    this.state.textContent = broken || (isStale ? '运行时文字改过，结论不再算数，请再运行。' : `通过 ${passed} 个，未通过 ${failed} 个`);
    tell(this.state.textContent);
    this.draw();
  }

  draw() {
    this.all.disabled = Boolean(this.running) || !this.scenarios.length;
    this.list.replaceChildren(...this.scenarios.map((each) => this.line(each)));
    const { doc } = this.view.state;
    const at = (line) => doc.line(Math.min(Math.max(line, 1), doc.lines));
    const marks = [
      ...this.findings.map(({ line, text }) => ({ line, severity: 'error', message: text })),
      ...[...this.verdicts.values()].flat().filter(({ verdict }) => verdict === 'failed').map((each) => ({
        line: this.lineOf(each), severity: 'warning', message: `未通过：${each.sentence ? `“${each.sentence}”` : ''} ${each.reason}`,
      })),
    ];
    const diagnostics = marks.map(({ line, severity, message }) => {
      const { from, to, text } = at(line);
      return { from: from + (text.length - text.trimStart().length), to: Math.max(to, from), severity, message };
    }).sort((a, b) => a.from - b.from);
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  /** The line of the sentence that did not hold, or of its scenario. */
  lineOf({ line, sentence }) {
    const wanted = (sentence || '').replace(/^(假如|当|那么|并且|但是)/, '');
    const { doc } = this.view.state;
    for (let number = Math.max(line, 1); wanted && number <= doc.lines; number += 1) {
      if (doc.line(number).text.trim().endsWith(wanted)) return number;
    }
    return line;
  }

  line({ name, line }) {
    const told = this.verdicts.get(name) || [];
    const worst = ['running', 'failed', 'planned', 'passed'].find((each) => told.some(({ verdict }) => verdict === each));
    const [sign, words] = VERDICTS[worst] || ['', ''];
    const why = told.filter(({ verdict }) => verdict === 'failed').map(({ sentence, reason }) => [sentence, reason].filter(Boolean).join('：'));
    return h('li', { class: worst || '' },
      h('button', { type: 'button', class: 'scenario-name', onclick: () => this.go(line) }, sign ? h('span', { class: 'verdict' }, `${sign} ${words} `) : null, h('span', {}, name)),
      h('button', { type: 'button', class: 'small-button', disabled: Boolean(this.running), onclick: () => this.run([name]), 'aria-label': `运行“${name}”` }, '运行'),
      why.length ? h('p', { class: 'refusal' }, why.join('；')) : null);
  }

  go(line) {
    const { from } = this.view.state.doc.line(Math.min(line, this.view.state.doc.lines));
    this.view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 24 }) });
    this.view.focus();
  }
}

/** The lines of JSON of an answer, as they come. */
async function* lines(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    const whole = rest.split('\n');
    rest = whole.pop();
    for (const line of whole) if (line) yield JSON.parse(line);
  }
}
