// What designers' pages need of CodeMirror: an editor of expressions and of scenarios
// that completes, marks what is wrong and speaks to screen readers.
export {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
  startCompletion,
} from '@codemirror/autocomplete';
export {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
} from '@codemirror/commands';
export { python } from '@codemirror/lang-python';
export {
  HighlightStyle,
  StreamLanguage,
  bracketMatching,
  indentUnit,
  syntaxHighlighting,
  syntaxTree,
} from '@codemirror/language';
export { linter, lintGutter, setDiagnostics } from '@codemirror/lint';
export { Compartment, EditorState } from '@codemirror/state';
export {
  EditorView,
  drawSelection,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from '@codemirror/view';
export { tags } from '@lezer/highlight';
