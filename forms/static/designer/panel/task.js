// Who does it and on which form: `zf:task` of user tasks and standing acts.
import { extension } from '../deed.js';
import { h } from '../dom.js';
import { field, pick, section, smallButton, tick } from '../fields.js';
import { principalField } from './principals.js';

export function taskPart(panel, element) {
  if (element.type !== 'bpmn:UserTask') return null;
  return section('办理', 'task', taskFields(panel, element));
}

/** The fields of `zf:task`, for whichever element carries it. */
export function taskFields(panel, element) {
  const task = extension(element, 'zf:Task');
  const set = (values, more) => panel.do([panel.deeds.setExtension(element, 'zf:Task', values)], more);
  const forms = panel.words.forms();
  // Its id and its name may have changed since the panel was drawn.
  const make = panel.readOnly ? null : smallButton('新建表单', () => panel.makeForm(element.businessObject));
  const open = task?.form ? smallButton('打开', () => panel.open(`forms/${task.form}.json`)) : make;
  const form = pick(task?.form, Object.values(forms).map(({ key, title }) => [key, `${title}（${key}）`]), (value) => {
    set({ form: value || undefined }, { drawAnew: true });
  }, { empty: '（还没有选）' });
  form.dataset.key = 'form';
  return [
    field('表单', form, { more: open, hint: task?.form && forms[task.form] ? asked(forms[task.form]) : '' }),
    principalField(panel, {
      label: '办理人', key: 'candidates', value: task?.candidates, slot: 'candidates',
      commit: (value, more) => set({ candidates: value || undefined }, more),
    }),
    h('div', { class: 'field' }, tick(task?.reserved, '保留事项：代行的人不能办，除非另有书面授权', (value) => set({ reserved: value || undefined }))),
  ];
}

const asked = ({ fields }) => (fields.length ? `填写：${fields.map((each) => each.label).join('、')}` : '这张表单还没有字段。');
