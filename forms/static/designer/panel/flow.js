// Sequence flows: under which condition they are taken, or that they are the default.
import { h } from '../dom.js';
import { section, tick } from '../fields.js';

const CHOOSING = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway'];

export function flowPart(panel, element) {
  if (element.type !== 'bpmn:SequenceFlow') return null;
  const flow = element.businessObject;
  const ends = h('p', { class: 'quiet' }, `从“${told(flow.sourceRef)}”到“${told(flow.targetRef)}”`);
  const chooses = CHOOSING.includes(element.source?.type) && element.source.outgoing.length > 1;
  if (!chooses && !flow.conditionExpression) return section('走向', 'flow', ends);
  const isDefault = flow.sourceRef.default === flow;
  return section('走向', 'flow', ends,
    h('div', { class: 'field' }, tick(isDefault, '默认：别的条件都不成立时走这条', (value) => setDefault(panel, element, value))),
    isDefault ? null : condition(panel, element));
}

const told = (node) => node?.name || node?.id || '';

/** A default flow has no condition: both change in one deed. */
function setDefault(panel, element, value) {
  const flow = element.businessObject;
  const steps = [{ element: element.source, set: { default: value ? flow : undefined } }];
  if (value && flow.conditionExpression) steps.push({ element, set: { conditionExpression: undefined } });
  panel.do(steps, { drawAnew: true });
}

function condition(panel, element) {
  const flow = element.businessObject;
  const commit = (source) => {
    const made = source ? panel.deeds.make('bpmn:FormalExpression', { body: source }, flow) : undefined;
    panel.do([{ element, set: { conditionExpression: made } }]);
  };
  const editor = panel.expression({ value: flow.conditionExpression?.body, label: '条件', slot: 'condition', commit, lines: 3, hint: "review.decision == '通过'" });
  editor.dataset.key = 'condition';
  return h('div', { class: 'field' }, h('div', { class: 'field-head' }, h('span', { class: 'label' }, '条件')), editor);
}
