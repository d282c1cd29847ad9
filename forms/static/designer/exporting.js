// Taking the diagram out: BPMN, SVG, PNG, and PDF by way of the browser's print.
import { h } from './dom.js';

const SCALE = 2;

/** The menu of the ways out. */
export function exportMenu(tab) {
  const list = h('div', { class: 'menu-list', hidden: true });
  const button = h('button', { type: 'button', class: 'tool', 'aria-expanded': 'false', 'aria-haspopup': 'true' }, '导出 ▾');
  const set = (open) => {
    list.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  };
  const offer = (words, act) => list.append(h('button', { type: 'button', onclick: async () => { set(false); await act(); } }, words));
  offer('BPMN 文件', async () => save('bpmn', (await tab.modeler.saveXML({ format: true })).xml, 'application/xml', tab));
  offer('SVG 图', async () => save('svg', (await tab.modeler.saveSVG()).svg, 'image/svg+xml', tab));
  offer('PNG 图', async () => save('png', await paint((await tab.modeler.saveSVG()).svg), 'image/png', tab));
  offer('PDF（打印）', () => printDiagram(tab.modeler));
  button.addEventListener('click', () => set(list.hidden));
  const box = h('div', { class: 'menu' }, button, list);
  box.addEventListener('focusout', (event) => { if (!box.contains(event.relatedTarget)) set(false); });
  box.addEventListener('keydown', (event) => { if (event.key === 'Escape') { set(false); button.focus(); } });
  return box;
}

function save(ending, content, type, tab) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  h('a', { href: address, download: `${tab.draft.read.name}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Draws the SVG on a canvas twice as large, on white. */
async function paint(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = h('canvas', { width: image.width * SCALE, height: image.height * SCALE });
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => { canvas.toBlob(done, 'image/png'); });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Prints the diagram alone, one page, lying. */
export async function printDiagram(modeler) {
  const { svg } = await modeler.saveSVG();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const image = h('img', { src: address, alt: '流程图' });
  const sheet = h('div', { class: 'print-sheet' }, image);
  document.body.append(sheet);
  await image.decode();
  addEventListener('afterprint', () => {
    sheet.remove();
    URL.revokeObjectURL(address);
  }, { once: true });
  window.print();
}
