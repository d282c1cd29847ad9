// What is wrong with the draft: marks on the diagram, a list below, counts in the status line.
import { h } from './dom.js';

const WORDS = { error: '错误', warning: '提醒' };

/** Shows findings; `go(finding)` is called with the one that was chosen. */
export class Findings {
  constructor({ list, counts, go }) {
    Object.assign(this, { list, counts, go, findings: [] });
  }

  /** Shows these findings, worst first, in the order of the diagram. */
  show(findings, nameOf) {
    const rank = ({ severity }) => (severity === 'error' ? 0 : 1);
    this.findings = [...findings].sort((a, b) => rank(a) - rank(b));
    this.list.replaceChildren(...this.findings.map((finding) => this.line(finding, nameOf)));
    if (!this.findings.length) this.list.append(h('li', { class: 'quiet' }, '没有查出问题。'));
    const count = (severity) => this.findings.filter((each) => each.severity === severity).length;
    this.counts.replaceChildren(
      h('span', { class: count('error') ? 'count error' : 'count' }, `${count('error')} 个错误`),
      h('span', { class: count('warning') ? 'count warning' : 'count' }, `${count('warning')} 个提醒`),
    );
  }

  line(finding, nameOf) {
    return h('li', { class: finding.severity },
      h('button', { type: 'button', 'data-element': finding.element_id, onclick: () => this.go(finding) },
        h('span', { class: 'mark' }, WORDS[finding.severity]),
        h('span', { class: 'where' }, nameOf(finding.element_id)),
        h('span', { class: 'words' }, finding.text)));
  }
}

/** Puts the number of findings on every element that has any. */
export function markFindings(modeler, findings) {
  const overlays = modeler.get('overlays');
  const registry = modeler.get('elementRegistry');
  const canvas = modeler.get('canvas');
  overlays.remove({ type: 'zf-finding' });
  for (const flow of registry.filter((each) => each.waypoints)) {
    canvas.removeMarker(flow, 'has-error');
    canvas.removeMarker(flow, 'has-warning');
  }
  const byElement = Map.groupBy ? Map.groupBy(findings, (each) => each.element_id) : group(findings);
  for (const [id, found] of byElement) {
    const element = registry.get(id);
    if (!element || !element.parent) continue;
    const severity = found.some((each) => each.severity === 'error') ? 'error' : 'warning';
    if (element.waypoints) canvas.addMarker(element, `has-${severity}`);
    overlays.add(element, 'zf-finding', { position: place(element), html: sign(found, severity) });
  }
}

function group(findings) {
  const groups = new Map();
  for (const each of findings) groups.set(each.element_id, [...(groups.get(each.element_id) || []), each]);
  return groups;
}

function place(element) {
  if (!element.waypoints) return { top: -10, right: 10 };
  const middle = element.waypoints[Math.floor((element.waypoints.length - 1) / 2)];
  const next = element.waypoints[Math.floor((element.waypoints.length - 1) / 2) + 1];
  const left = Math.min(...element.waypoints.map(({ x }) => x));
  const top = Math.min(...element.waypoints.map(({ y }) => y));
  return { left: (middle.x + next.x) / 2 - left - 10, top: (middle.y + next.y) / 2 - top - 10 };
}

function sign(found, severity) {
  const words = found.map((each) => each.text).join('\n');
  return h('div', { class: `finding-sign ${severity}`, title: words }, found.length > 1 ? String(found.length) : '!');
}
