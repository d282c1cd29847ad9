// An editor for expressions and scripts: completes what may be named where it stands, and
// says at once what is wrong, by the same check as the server's.
//
// It lives in a shadow root: there CodeMirror may adopt its style sheet, which the page's
// content policy would refuse as a <style> element.
import {
  EditorState, EditorView, acceptCompletion, autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap,
  completionKeymap, defaultKeymap, history, historyKeymap, HighlightStyle, indentUnit, keymap, placeholder, python,
  syntaxHighlighting, tags,
} from '../vendor/editor.js';
import { complete } from './completion.js';
import { h, later, newId } from './dom.js';

const PAUSE = 700;
const CHECK_PAUSE = 250;

const LOOK = EditorView.theme({
  '&': { border: '1px solid #7b8794', borderRadius: '4px', backgroundColor: '#fff', fontSize: '13px' },
  '&.cm-focused': { outline: '3px solid #ffbf00', outlineOffset: '1px', boxShadow: '0 0 0 1px #18222d' },
  '&.refused': { borderColor: '#a8201a', borderWidth: '1px 1px 1px 4px' },
  '.cm-content': { fontFamily: 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace', padding: '5px 0' },
  '.cm-line': { padding: '0 8px', lineHeight: '1.55' },
  '.cm-scroller': { maxHeight: '260px', overflow: 'auto' },
  '.cm-tooltip': { border: '1px solid #7b8794', borderRadius: '4px', backgroundColor: '#fff', boxShadow: '0 4px 16px rgb(24 34 45 / 18%)' },
  '.cm-tooltip-autocomplete > ul': { maxHeight: '240px', fontFamily: 'inherit' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: '#e9f0f8', color: '#18222d' },
  '.cm-completionIcon': { display: 'none' },
  '.cm-completionDetail': { fontStyle: 'normal', color: '#4a5663', marginLeft: '10px', fontFamily: 'system-ui, sans-serif' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionInfo': { maxWidth: '280px', padding: '6px 10px', fontFamily: 'system-ui, sans-serif', lineHeight: '1.5', whiteSpace: 'pre-line' },
  '.cm-placeholder': { color: '#6a7682' },
});
const COLOURS = HighlightStyle.define([
  { tag: tags.string, color: '#1a6243' },
  { tag: tags.number, color: '#7a4b00' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.bool, tags.null], color: '#8a1c5c' },
  { tag: tags.function(tags.variableName), color: '#17457f' },
]);

const WORDS = EditorState.phrases.of({ Completions: '可选的名称', 'Control character': '控制字符', 'Selection deleted': '已删除选中内容' });

/**
 * Makes the editor. `slot` says what the expression is for; `variables()` what it may
 * read; `commit(source)` hears it when it is settled; `check(source, slot)` is asked
 * what the server thinks; `said(answer)` hears that too.
 */
export function expressionEditor({
  value, label, slot, commit, variables, words, lines = 1, readOnly = false, hint = '', said = () => {},
}) {
  const box = h('div', { class: 'expression' });
  const host = h('div', { class: 'expression-host' });
  const reason = h('p', { class: 'refusal', id: newId('reason'), 'aria-live': 'polite' });
  box.append(host, reason);
  const root = host.attachShadow({ mode: 'open' });
  let last = value ?? '';
  let view = null;
  const source = () => view.state.doc.toString().trim();
  const settle = () => {
    if (source() === last || readOnly) return;
    last = source();
    commit(last);
  };
  const settleSoon = later(settle, PAUSE);
  let asked = 0;
  const judge = async () => {
    const mine = ++asked;
    const now = source();
    const answer = now ? await words.check(now, slot) : { reason: '', today: [], depends: false };
    if (mine !== asked || !answer) return;
    reason.textContent = answer.reason;
    view.dom.classList.toggle('refused', Boolean(answer.reason));
    said(answer, now);
  };
  const judgeSoon = later(judge, CHECK_PAUSE);
  const oneLine = lines > 1 ? [] : EditorState.transactionFilter.of((change) => (change.newDoc.lines > 1 ? [] : change));
  view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: value ?? '',
      extensions: [
        keymap.of([
          { key: 'Tab', run: acceptCompletion },
          ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap,
          ...(lines > 1 ? [] : [{ key: 'Enter', run: () => { settle(); return true; } }]),
          ...defaultKeymap,
        ]),
        oneLine,
        history(), closeBrackets(), bracketMatching(), python(), indentUnit.of('    '),
        syntaxHighlighting(COLOURS), LOOK, WORDS,
        autocompletion({ override: [(context) => complete(context, { variables: variables(), words, slot })], icons: false, activateOnTyping: true }),
        EditorView.lineWrapping,
        EditorState.readOnly.of(readOnly),
        EditorView.editable.of(!readOnly),
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': reason.id }),
        ...(hint ? [placeholder(hint)] : []),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          settleSoon();
          judgeSoon();
        }),
        EditorView.domEventHandlers({ blur: settle }),
      ],
    }),
  });
  box.settle = settle;
  box.focusEditor = () => view.focus();
  box.setSource = (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
  if (last) void judge();
  return box;
}
