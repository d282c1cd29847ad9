// The modeler put together: bpmn-js with our palette, menus, words and deeds.
import { MinimapModule, Modeler, NavigatedViewer, packages } from '../vendor/modeler.js';
import { ContextPadModule } from './context_pad.js';
import { DeedModule } from './deed.js';
import { InsertingModule } from './inserting.js';
import { LayoutModule } from './relayout.js';
import { MakingModule } from './making.js';
import { PaletteModule } from './palette.js';
import { ChineseModule } from './zh.js';

const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';
const TEXT = { defaultStyle: { fontFamily: FONT, fontSize: 12 }, externalStyle: { fontFamily: FONT, fontSize: 11 } };
// The palette lies over the left edge, the maker's mark in the lower right corner.
const PAD = { left: 168, right: 40, top: 40, bottom: 48 };
const LEGIBLE = 0.62;

const OwnMenus = { replaceMenuProvider: ['value', {}] };

/** Makes the editor, or where `readOnly` a viewer of the same looks, in a container. */
export function makeCanvas(container, { readOnly }) {
  const base = { container, moddleExtensions: packages, textRenderer: TEXT };
  if (readOnly) return new NavigatedViewer({ ...base, additionalModules: [ChineseModule, MinimapModule] });
  return new Modeler({
    ...base,
    additionalModules: [
      ChineseModule, OwnMenus, InsertingModule, MakingModule, PaletteModule, ContextPadModule, DeedModule, LayoutModule, MinimapModule,
    ],
  });
}

/** Shows the whole diagram beside the palette, or its beginning where it is too small to read. */
export function fit(canvas, { readOnly = false } = {}) {
  const { outer, inner } = canvas.viewbox();
  const left = readOnly ? PAD.right : PAD.left;
  const room = { width: outer.width - left - PAD.right, height: outer.height - PAD.top - PAD.bottom };
  const whole = Math.min(room.width / inner.width, room.height / inner.height, 1);
  const scale = Math.max(whole, LEGIBLE);
  canvas.viewbox({
    x: inner.x - left / scale,
    y: inner.y - PAD.top / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}

/** Shows the whole diagram, however small. */
export function whole(canvas) {
  const { outer, inner } = canvas.viewbox();
  const scale = Math.min((outer.width - PAD.left - PAD.right) / inner.width, (outer.height - PAD.top - PAD.bottom) / inner.height, 1);
  canvas.viewbox({ x: inner.x - PAD.left / scale, y: inner.y - PAD.top / scale, width: outer.width / scale, height: outer.height / scale });
}

/** Selects an element and brings it into view. */
export function show(modeler, id) {
  const element = modeler.get('elementRegistry').get(id);
  if (!element) return null;
  const canvas = modeler.get('canvas');
  modeler.get('selection', false)?.select(element.parent ? element : null);
  if (element.parent) canvas.scrollToElement(element, { top: 120, right: 160, bottom: 120, left: 220 });
  return element;
}
