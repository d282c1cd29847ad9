// Draws a read-only diagram in every <div data-diagram="address of the XML">.
//
// data-marks='{"element id": "done" | "active" | "late"}' colours the elements and says
// the same in words; data-marks-at is the address of such marks instead. data-name is the
// diagram's name for those who do not see it. What stands inside the div is its fallback
// and goes once the diagram is drawn.
import { NavigatedViewer, zf } from './vendor/viewer.js';

const WORDS = { done: '已办', active: '在办', late: '超期', added: '新增', removed: '删去', changed: '改动' };
// What two versions do not share; the other marks say where a case is.
const CHANGES = new Set(['added', 'removed', 'changed']);
const PADDING = 24;
// The bpmn.io mark stands in the lower right corner: nothing is drawn under it.
const MARK = 24;
const LEGIBLE = 0.5;
const SIGNED_OUT = 'signed out';
const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';

/** Draws the diagram of one holder; returns its viewer, or null if it cannot be drawn. */
export async function mount(holder) {
  try {
    const [xml, marks] = await Promise.all([
      load(holder.dataset.diagram).then((answer) => answer.text()),
      marksOf(holder),
    ]);
    return await draw(holder, xml, marks);
  } catch (error) {
    // Whoever signed out meanwhile is leaving the page: nothing is wrong with it.
    if (error.message !== SIGNED_OUT) console.error('diagram', error);
    tell(holder, '流程图暂时无法显示，请稍后刷新页面；下方的办理情况不受影响。');
    return null;
  }
}

async function load(address) {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (answer.redirected) throw new Error(SIGNED_OUT);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer;
}

async function marksOf(holder) {
  if (holder.dataset.marksAt) return (await load(holder.dataset.marksAt)).json();
  return JSON.parse(holder.dataset.marks || '{}');
}

async function draw(holder, xml, marks) {
  const stage = document.createElement('div');
  stage.className = 'diagram-stage';
  holder.append(stage);
  const viewer = new NavigatedViewer({
    container: stage,
    moddleExtensions: { zf },
    textRenderer: {
      defaultStyle: { fontFamily: FONT, fontSize: 12 },
      externalStyle: { fontFamily: FONT, fontSize: 11 },
    },
    // The wheel belongs to the page; buttons and Ctrl with plus and minus zoom.
    zoomScroll: { enabled: false },
  });
  try {
    await viewer.importXML(xml);
  } catch (error) {
    viewer.destroy();
    stage.remove();
    throw error;
  }
  holder.replaceChildren(stage);
  mark(viewer, marks);
  describe(holder, stage, viewer, marks);
  holder.append(toolbar(viewer, marks));
  shape(stage, viewer);
  look(viewer, marks);
  holder.dataset.drawn = 'true';
  return viewer;
}

function mark(viewer, marks) {
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  for (const [id, state] of Object.entries(marks)) {
    const element = registry.get(id);
    if (!element || !(state in WORDS)) continue;
    canvas.addMarker(id, `diagram-${state}`);
    // A word over a flow hides what it leads to: the stroke alone marks it.
    if (element.waypoints) continue;
    const word = document.createElement('span');
    word.className = `diagram-word diagram-word-${state}`;
    word.textContent = WORDS[state];
    // Right and above a gateway stand its name and the names of its ways out.
    const position = element.type.endsWith('Gateway') ? { bottom: 6, left: -6 } : { top: -10, right: 17 };
    overlays.add(id, { position, html: word });
  }
}

/** Says in words, for those who do not see the diagram, what it shows. */
function describe(holder, stage, viewer, marks) {
  const registry = viewer.get('elementRegistry');
  const named = (state) => Object.keys(marks)
    .filter((id) => marks[id] === state)
    .map((id) => registry.get(id))
    .filter((element) => element && !element.waypoints && element.businessObject.name)
    .map((element) => element.businessObject.name);
  const parts = Object.keys(WORDS)
    .map((state) => [WORDS[state], named(state)])
    .filter(([, names]) => names.length)
    .map(([word, names]) => `${word}：${names.join('、')}`);
  const svg = stage.querySelector('.djs-container > svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', [holder.dataset.name || '流程图', ...parts].join('；'));
}

function toolbar(viewer, marks) {
  const canvas = viewer.get('canvas');
  const bar = document.createElement('div');
  bar.className = 'diagram-tools';
  const offer = (text, act) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', act);
    bar.append(button);
  };
  offer('放大', () => canvas.zoom(canvas.zoom() * 1.25));
  offer('缩小', () => canvas.zoom(canvas.zoom() / 1.25));
  offer('全图', () => whole(viewer));
  const at = current(viewer, marks);
  if (at) offer(CHANGES.has(marks[at.id]) ? '看变化' : '当前环节', () => closeUp(viewer, marks));
  for (const state of Object.keys(WORDS)) {
    if (!Object.values(marks).includes(state)) continue;
    const key = document.createElement('span');
    key.className = `diagram-word diagram-word-${state}`;
    key.textContent = WORDS[state];
    bar.append(key);
  }
  return bar;
}

function current(viewer, marks) {
  const registry = viewer.get('elementRegistry');
  const open = Object.keys(marks).find((id) => marks[id] !== 'done' && registry.get(id));
  return open && registry.get(open);
}

/** Gives the stage the diagram's own proportions, within what a page bears. */
function shape(stage, viewer) {
  const { inner } = viewer.get('canvas').viewbox();
  const scale = Math.max(LEGIBLE, Math.min(1, stage.clientWidth / (inner.width + 2 * PADDING)));
  const height = (inner.height + 2 * PADDING + MARK) * scale;
  stage.style.height = `${Math.round(Math.max(220, Math.min(height, 0.8 * window.innerHeight)))}px`;
  viewer.get('canvas').resized();
}

function whole(viewer) {
  const canvas = viewer.get('canvas');
  const { inner } = canvas.viewbox();
  canvas.viewbox({
    x: inner.x - PADDING,
    y: inner.y - PADDING,
    width: inner.width + 2 * PADDING,
    height: inner.height + 2 * PADDING + MARK,
  });
}

function closeUp(viewer, marks) {
  const canvas = viewer.get('canvas');
  const element = current(viewer, marks);
  const { outer } = canvas.viewbox();
  const at = element.waypoints ? element.waypoints[0] : {
    x: element.x + element.width / 2,
    y: element.y + element.height / 2,
  };
  const scale = 0.8;
  canvas.viewbox({
    x: at.x - outer.width / scale / 2,
    y: at.y - outer.height / scale / 2,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}

/** Shows the whole diagram where that is legible, else where the case stands. */
function look(viewer, marks) {
  whole(viewer);
  const { scale } = viewer.get('canvas').viewbox();
  if (scale < LEGIBLE && current(viewer, marks)) closeUp(viewer, marks);
}

function tell(holder, sentence) {
  const words = document.createElement('p');
  words.className = 'diagram-refused';
  words.textContent = sentence;
  holder.append(words);
}

for (const holder of document.querySelectorAll('[data-diagram]')) void mount(holder);
