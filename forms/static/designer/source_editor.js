// A file as it is written, for kinds of files that have no editor of their own.
import { EditorState, EditorView, defaultKeymap, highlightActiveLine, history, historyKeymap, keymap, lineNumbers } from '../vendor/editor.js';
import { h, later } from './dom.js';

const PAUSE = 500;
const LOOK = EditorView.theme({
  '&': { height: '100%', backgroundColor: '#fff', fontSize: '13px' },
  '&.cm-focused': { outline: '3px solid #ffbf00', outlineOffset: '-3px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace', lineHeight: '1.6' },
  '.cm-gutters': { backgroundColor: '#f3f5f7', color: '#4a5663', borderRight: '1px solid #d3d9e0' },
});

/** Mounts the editor of a file's source. */
export function mount(element, { path, text, readOnly, onChange }) {
  const host = h('div', { class: 'source-host' });
  element.append(host);
  const root = host.attachShadow({ mode: 'open' });
  let view = null;
  const change = () => onChange(view.state.doc.toString());
  const soon = later(change, PAUSE);
  view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), history(), highlightActiveLine(), keymap.of([...historyKeymap, ...defaultKeymap]), LOOK,
        EditorView.lineWrapping, EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly),
        EditorView.contentAttributes.of({ 'aria-label': `源文件 ${path}` }),
        EditorView.updateListener.of((update) => { if (update.docChanged) soon(); }),
        EditorView.domEventHandlers({ blur: () => soon.now() }),
      ],
    }),
  });
}
