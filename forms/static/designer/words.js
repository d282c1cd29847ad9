// What expressions and pickers may name: the office's vocabulary and the draft's own names.
import { Refused, ask, post } from './draft.js';

export class Words {
  constructor(draft, home) {
    Object.assign(this, { draft, home, known: null, answers: new Map() });
  }

  async load() {
    this.known = await (await ask(`${this.home}/vocabulary`)).json();
  }

  vocabulary() {
    return this.known;
  }

  /** What the server says of an expression: { reason, today, depends }; null while it is out of reach. */
  async check(source, slot) {
    const key = `${slot}\n${source}`;
    if (this.answers.has(key)) return this.answers.get(key);
    try {
      const answer = await post(`${this.home}/expression`, { source, slot });
      this.answers.set(key, answer);
      return answer;
    } catch (error) {
      if (error instanceof Refused) console.error('expression', error);
      return null;
    }
  }

  /** The forms of the draft by key, with their fields: { fill_in: { key, title, fields } }. */
  forms() {
    const found = {};
    for (const path of this.draft.paths()) {
      const key = /^forms\/(.+)\.json$/.exec(path)?.[1];
      if (!key) continue;
      const form = parsed(this.draft.text(path));
      if (form) found[key] = { key, title: form.title || key, context: form.context || {}, fields: fieldsOf(form.components) };
    }
    return found;
  }

  /** What people call a file of the draft; nothing if it is none. */
  fileName(id) {
    const form = /^forms\/(.+)\.json$/.exec(id)?.[1];
    if (form) return `表单“${this.forms()[form]?.title || form}”`;
    const table = this.draft.text(`${id}.dmn`) === undefined ? /^(.+)\.dmn$/.exec(id)?.[1] : id;
    if (table) return `决策表“${table}”`;
    return { 'manifest.json': '说明', 'acceptance.feature': '场景' }[id] || '';
  }

  /** The names of the draft's decision tables. */
  tables() {
    return this.draft.paths().filter((path) => path.endsWith('.dmn')).map((path) => path.slice(0, -4));
  }

  /** The shared parts that a call activity may reach. */
  shared() {
    return this.draft.paths().map((path) => /^shared\/(.+)\.bpmn$/.exec(path)?.[1]).filter(Boolean);
  }

  /** What expressions read as case.<name>: the case's own facts and the register. */
  caseNames() {
    const manifest = parsed(this.draft.text('manifest.json')) || {};
    const register = (manifest.register || []).map(({ name, label }) => ({ name, label: `台账：${label}` }));
    return [...this.known.case_facts, ...register];
  }

  /** The card of a clause, by its reference. */
  card(reference) {
    this.cards ||= new Map(this.known.references.map((each) => [each.reference, each]));
    return this.cards.get(reference);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Somebody is typing it.
  }
}

/** The fields of a form, those in groups among them: { key, label, type, values, columns }. */
function fieldsOf(components = []) {
  return components.flatMap((each) => (each.type === 'group' ? fieldsOf(each.components) : [{
    key: each.key, label: each.label, type: each.type, values: each.values || [], columns: fieldsOf(each.columns),
  }]));
}
