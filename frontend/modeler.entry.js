// What designers' pages need of bpmn-js: the modeler, its minimap, and what our own
// providers of palette and menus are built on.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';

export { default as Modeler } from 'bpmn-js/lib/Modeler';
export { default as NavigatedViewer } from 'bpmn-js/lib/NavigatedViewer';
export { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
export { isEventSubProcess, isExpanded } from 'bpmn-js/lib/util/DiUtil';
export { default as MinimapModule } from 'diagram-js-minimap';
export { packages } from './packages.mjs';
