// How a case ended: the outcome of an end event of the process itself.
import { extension } from '../deed.js';
import { field, section, suggestions, text } from '../fields.js';
import { h } from '../dom.js';

export function outcomePart(panel, element) {
  const isTop = element.parent?.type === 'bpmn:Process' || element.parent?.type === 'bpmn:Participant';
  if (element.type !== 'bpmn:EndEvent' || !isTop) return null;
  const found = extension(element, 'zf:Outcome');
  const box = h('div', { class: 'stack' });
  const known = new Set();
  panel.modeler.get('elementRegistry').forEach((each) => {
    const name = !each.labelTarget && extension(each, 'zf:Outcome')?.name;
    if (name) known.add(name);
  });
  const list = suggestions(box, [...known].map((name) => [name, '']));
  const commit = (value) => {
    if (value) panel.do([panel.deeds.setExtension(element, 'zf:Outcome', { name: value })]);
    else if (found) panel.do([panel.deeds.extend(element, [], [found])], { drawAnew: true });
  };
  box.append(field('结局', text(found?.name, commit, { list }), { hint: '办件办结时记在案卷和台账上，例如“列入议程”。' }));
  return section('结局', 'outcome', box);
}
