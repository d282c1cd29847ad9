// What officials' pages need of bpmn-js: the viewer that can be moved and zoomed.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';

export { default as NavigatedViewer } from 'bpmn-js/lib/NavigatedViewer';
export { default as zf } from './zf.json';
