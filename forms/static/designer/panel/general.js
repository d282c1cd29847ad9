// Name, identifier and notes of any element.
import { field, section, text } from '../fields.js';

const ID = /^[A-Za-z_]\w*$/;

export function generalPart(panel, element) {
  const object = element.businessObject;
  if (element.type === 'bpmn:TextAnnotation') {
    return section('注释', 'general', field('文字', text(object.text, (value) => panel.set({ text: value }), { lines: 3 })));
  }
  if (element.type === 'bpmn:Group' || element.type === 'bpmn:Association') return null;
  const name = text(object.name, (value) => panel.set({ name: value || undefined }), { lines: 1.5 });
  name.dataset.key = 'name';
  return section('基本', 'general', field('名称', name), element.type === 'bpmn:Lane' ? null : identifier(panel, element));
}

/** What whoever maintains the procedure should know. */
export function notesPart(panel, element) {
  if (['bpmn:TextAnnotation', 'bpmn:Group', 'bpmn:Association'].includes(element.type)) return null;
  return section('说明', 'notes', field('给维护流程的人看', notes(panel, element)));
}

/** Answers lie under the id and expressions read it: only a new element may change it. */
function identifier(panel, element) {
  const isNew = element.type !== 'bpmn:Process' && panel.isNew(element);
  const control = text(element.businessObject.id, (value) => rename(panel, control, value), { readOnly: !isNew });
  const hint = isNew ? '发布以后不能再改。用字母、数字和下划线，最好是英文含义。' : '已经发布，不能再改。';
  return field('标识', control, { hint });
}

function rename(panel, control, value) {
  const taken = panel.modeler.get('elementRegistry').get(value) || panel.modeler.get('moddle').ids.assigned(value);
  const why = !ID.test(value) ? '只能用字母、数字和下划线，不能以数字开头。' : taken ? '已经有这个标识。' : '';
  control.setCustomValidity(why);
  control.reportValidity();
  if (!why) panel.set({ id: value });
}

function notes(panel, element) {
  const object = element.businessObject;
  const [found] = object.get('documentation') || [];
  const commit = (value) => {
    if (found && value) return panel.do([{ element, of: found, set: { text: value } }]);
    const made = value ? [panel.deeds.make('bpmn:Documentation', { text: value }, object)] : [];
    return panel.do([{ element, set: { documentation: made } }], { drawAnew: true });
  };
  const control = text(found?.text, commit, { lines: 3 });
  control.dataset.key = 'documentation';
  return control;
}
