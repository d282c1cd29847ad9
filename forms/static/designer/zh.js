// The words that bpmn-js, its minimap and its search show, in Chinese.
//
// `missed` keeps every text for which there is none: a test opens all menus and fails
// on any. What our own palette and menus show is Chinese from the beginning.

const WORDS = {
  'Activate hand tool': '移动画布',
  'Activate lasso tool': '框选',
  'Activate create/remove space tool': '腾挪空间',
  'Activate global connect tool': '连线',
  'Align elements': '对齐',
  'Align elements left': '左对齐',
  'Align elements right': '右对齐',
  'Align elements top': '顶端对齐',
  'Align elements bottom': '底端对齐',
  'Align elements center': '水平居中',
  'Align elements middle': '垂直居中',
  'Distribute elements horizontally': '横向等距',
  'Distribute elements vertically': '纵向等距',
  'Open minimap': '打开缩略图',
  'Close minimap': '收起缩略图',
  'Open {element}': '打开{element}',
  'Search in diagram': '在图中查找',
  'Toggle non-interrupting': '切换中断与不中断',
};

/** Texts that were asked for and are not here. */
export const missed = new Set();

function translate(template, replacements = {}) {
  if (!(template in WORDS) && /[A-Za-z]{2}/.test(template)) missed.add(template);
  const words = WORDS[template] ?? template;
  return words.replace(/{([^}]+)}/g, (_, name) => replacements[name] ?? '');
}

export const ChineseModule = { translate: ['value', translate] };
