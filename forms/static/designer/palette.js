// The palette at the left of the canvas: tools, then what can be drawn, with its name.
import { kindOf } from './kinds.js';

const SHOWN = [
  ['task', ['user-task', 'service-task', 'business-rule-task', 'script-task']],
  ['part', ['sub-process', 'event-sub-process']],
  ['gateway', ['exclusive-gateway', 'parallel-gateway']],
  ['event', ['start', 'catch-timer', 'catch-message', 'end']],
  ['note', ['annotation']],
];

class Palette {
  constructor(palette, making, handTool, lassoTool, spaceTool, globalConnect, eventBus) {
    Object.assign(this, { making, handTool, lassoTool, spaceTool, globalConnect });
    palette.registerProvider(this);
    // The library's entries can be dragged and clicked; ours can be tabbed to as well.
    eventBus.on('palette.changed', () => document.querySelectorAll('.djs-palette .entry').forEach(reach));
  }

  getPaletteEntries() {
    const tool = (title, icon, shortcut, click) => ({ group: 'tools', className: `bpmn-icon-${icon}`, title, shortcut, action: { click } });
    const entries = {
      hand: tool('移动画布', 'hand-tool', 'H', (event) => this.handTool.activateHand(event)),
      lasso: tool('框选', 'lasso-tool', 'L', (event) => this.lassoTool.activateSelection(event)),
      space: tool('腾挪空间', 'space-tool', 'S', (event) => this.spaceTool.activateSelection(event)),
      connect: tool('连线', 'connection-multi', 'C', (event) => this.globalConnect.start(event)),
    };
    for (const [group, ids] of SHOWN) {
      for (const id of ids) entries[`create.${id}`] = this.entry(kindOf(id), group);
    }
    entries['create.lane'] = {
      group: 'note', className: 'bpmn-icon-lane', title: '泳道', action: { click: () => this.making.addLane() },
    };
    entries.more = {
      group: 'more', className: 'bpmn-icon-screw-wrench', title: '更多……', shortcut: 'N', action: { click: (event) => this.making.openMenu(event) },
    };
    return entries;
  }

  entry(kind, group) {
    const start = (event) => this.making.start(kind, event);
    return { group, className: kind.icon, title: kind.name, action: { dragstart: start, click: start } };
  }
}
Palette.$inject = ['palette', 'making', 'handTool', 'lassoTool', 'spaceTool', 'globalConnect', 'eventBus'];

function reach(entry) {
  if (entry.tabIndex === 0 || !entry.dataset.action) return;
  entry.tabIndex = 0;
  entry.append(Object.assign(document.createElement('span'), { className: 'palette-name', textContent: entry.getAttribute('aria-label') }));
  entry.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    entry.click();
  });
}

export const PaletteModule = { __init__: ['paletteProvider'], paletteProvider: ['type', Palette] };
