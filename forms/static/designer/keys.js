// The keys of the diagram, and the page that tells them.
import { h } from './dom.js';

const KEYS = [
  ['画', [
    ['N', '画一个元素'], ['A', '在选中的元素后面接上'], ['B', '附上边界事件'], ['R', '改成另一种元素'], ['E 或双击', '改名称'],
    ['C', '连线'], ['H', '移动画布'], ['L', '框选'], ['S', '腾挪空间'], ['Delete', '删除选中的元素'],
  ]],
  ['改', [
    ['Ctrl+Z', '撤销'], ['Ctrl+Y', '重做'], ['Ctrl+C / Ctrl+V', '复制 / 粘贴'], ['Ctrl+A', '全选'],
    ['方向键', '移动选中的元素'], ['Shift+方向键', '大步移动'],
  ]],
  ['看', [
    ['Ctrl+F', '查找'], ['Ctrl+= / Ctrl+-', '放大 / 缩小'], ['Ctrl+0', '原大'], ['Ctrl+方向键', '移动画布'],
    ['Enter', '到选中元素的属性'], ['Esc', '回到流程图'], ['F1 或 ?', '本页'],
  ]],
];

let dialog = null;

/** Shows which keys there are. */
export function openKeys() {
  dialog ||= document.body.appendChild(h('dialog', { class: 'keys-dialog', 'aria-labelledby': 'keys-title' },
    h('h2', { id: 'keys-title' }, '键盘操作'),
    h('div', { class: 'keys-columns' }, KEYS.map(([title, rows]) => h('section', {},
      h('h3', {}, title),
      h('dl', {}, rows.map(([key, words]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, words)]))))),
    h('form', { method: 'dialog' }, h('button', { class: 'button', autofocus: true }, '关闭'))));
  dialog.showModal();
}

/** Lets the diagram hear the keys that are ours; the others are the library's. */
export function bindKeys(modeler) {
  const keyboard = modeler.get('keyboard');
  const making = modeler.get('making');
  const selected = () => modeler.get('selection').get();
  keyboard.addListener(({ keyEvent: event }) => {
    if (event.isComposing || keyboard.hasModifier(event)) return undefined;
    const [one, more] = selected();
    if (keyboard.isKey(['n', 'N'], event)) making.openMenu();
    else if (keyboard.isKey(['a', 'A'], event) && one && !more) making.openAppend(one);
    else if (keyboard.isKey(['b', 'B'], event) && one && !more) making.openAttach(one);
    else if (event.key === 'Enter') document.querySelector('.panel input:not([readonly]), .panel textarea')?.focus();
    else return undefined;
    event.preventDefault();
    return true;
  });
}

document.addEventListener('keydown', (event) => {
  const typing = event.composedPath()[0].closest?.('input, select, textarea, [contenteditable], dialog');
  if (event.key !== 'F1' && (!['?', '？'].includes(event.key) || typing)) return;
  event.preventDefault();
  openKeys();
});
