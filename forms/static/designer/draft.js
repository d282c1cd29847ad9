// A draft in the browser: its files, what of them is not saved yet, and saving.
//
// Every change is saved a moment later, one file at a time, over the revision that was
// read. What is not saved is kept in this browser too, so that neither a lost
// connection nor a closed page loses it. Events: `state`, `replaced` (another's text
// of a file came in; detail: paths), `changed` (detail: path), `merged` (detail: by, at).

import { Keeping } from './keeping.js';

const PAUSE = 900;
const RETRY = 4000;
const HEADERS = { Accept: 'application/json', 'X-Token': document.body.dataset.token || '' };

/** A refusal in the server's words. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || '服务器没有接受，请稍后再试。');
    Object.assign(this, { status, problem });
  }
}

/** Asks the server; a refusal is thrown, a lost connection is the browser's TypeError. */
export async function ask(address, { method = 'GET', body, headers = {} } = {}) {
  const answer = await fetch(address, { method, body, credentials: 'same-origin', headers: { ...HEADERS, ...headers } });
  if (answer.ok) return answer;
  throw new Refused(answer.status, await answer.json().catch(() => ({})));
}

/** Posts JSON and returns the JSON that comes back. */
export async function post(address, value) {
  const answer = await ask(address, { method: 'POST', body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } });
  return answer.json();
}

export class Draft extends EventTarget {
  constructor(address, read) {
    super();
    this.address = address;
    this.read = read;
    this.keeping = new Keeping(read.draft_id);
    this.revision = read.revision;
    this.saved = new Map(Object.entries(read.files));
    this.pending = new Map();
    this.base = new Map(); // What each pending text was made from.
    this.state = { name: 'saved', at: new Date(read.changed_at) };
    this.timer = 0;
    this.saving = null;
    addEventListener('online', () => this.flush());
    addEventListener('pagehide', () => this.flush());
    addEventListener('beforeunload', (event) => { if (this.pending.size && !this.kept) event.preventDefault(); });
  }

  static async load(address) {
    const read = await (await ask(`${address}/files`)).json();
    return new Draft(address, read);
  }

  get readOnly() { return !this.read.may_change; }

  /** The text of a file as it stands here; undefined where there is none. */
  text(path) {
    if (!this.pending.has(path)) return this.saved.get(path);
    return this.pending.get(path) ?? undefined;
  }

  /** The paths of the draft's files, in order. */
  paths() {
    const all = new Set([...this.saved.keys(), ...this.pending.keys()]);
    return [...all].filter((path) => this.text(path) !== undefined).sort();
  }

  /** All files that differ from what is saved. */
  unsaved() {
    return Object.fromEntries([...this.pending].filter(([, text]) => text !== null));
  }

  /** Changes a file; null removes it. */
  put(path, text) {
    if (this.readOnly || this.text(path) === (text ?? undefined)) return;
    if (!this.pending.has(path)) this.base.set(path, this.saved.get(path));
    this.pending.set(path, text);
    this.keep();
    this.dispatchEvent(new CustomEvent('changed', { detail: { path } }));
    if (this.state.name === 'conflict') return;
    if (this.state.name !== 'offline') this.say('waiting');
    this.soon(PAUSE);
  }

  forget(path) {
    this.pending.delete(path);
    this.base.delete(path);
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause);
  }

  /** Saves what is not saved, file after file. */
  flush() {
    clearTimeout(this.timer);
    if (!this.saving && this.state.name !== 'conflict' && this.pending.size) {
      this.saving = this.saveAll().finally(() => { this.saving = null; });
    }
    return this.saving;
  }

  /** Saves all there is; says whether nothing is left unsaved. */
  async settled() {
    await this.flush();
    if (this.pending.size && ['waiting', 'saved'].includes(this.state.name)) await this.flush();
    return this.pending.size === 0;
  }

  async saveAll() {
    this.say('saving');
    try {
      while (this.pending.size) await this.saveNext();
      this.say('saved', { at: new Date() });
    } catch (error) {
      await this.failed(error);
    }
  }

  async saveNext() {
    const [path, text] = this.pending.entries().next().value;
    const known = this.saved.get(path);
    if ((text ?? undefined) !== known) {
      const answer = await ask(`${this.address}/files/${path}`, {
        method: text === null ? 'DELETE' : 'PUT',
        body: text ?? undefined,
        headers: { 'If-Match': `"${this.revision}"`, 'Content-Type': 'text/plain; charset=utf-8' },
      });
      this.revision = (await answer.json()).revision;
    }
    if (text === null) this.saved.delete(path);
    else this.saved.set(path, text);
    // What was typed meanwhile was typed over what is saved now.
    this.base.set(path, text ?? undefined);
    if (this.pending.get(path) === text) this.forget(path);
    this.keep();
  }

  async failed(error) {
    if (!(error instanceof Refused)) {
      this.say('offline');
      this.soon(RETRY);
    } else if (error.status === 409 && error.problem.type === 'urn:zhangfa:draft_changed') {
      await this.meet(error);
    } else if (error.status === 401 || error.problem.type === 'urn:zhangfa:page_expired') {
      this.say('signedOut');
    } else {
      this.say('refused', { words: error.message });
    }
  }

  /** Somebody saved meanwhile: other files are taken over, the same file is a conflict. */
  async meet(error) {
    let theirs;
    try {
      theirs = await (await ask(`${this.address}/files`)).json();
    } catch {
      this.say('offline');
      this.soon(RETRY);
      return;
    }
    const mine = this.dropArrived(theirs.files);
    const both = [...this.pending.keys()].filter((path) => theirs.files[path] !== this.saved.get(path));
    if (both.length) {
      this.say('conflict', { theirs, both, words: error.message });
      return;
    }
    this.take(theirs);
    if (!mine) this.dispatchEvent(new CustomEvent('merged', { detail: { by: theirs.changed_by, at: new Date(theirs.changed_at) } }));
    if (this.pending.size) this.soon(0);
    else this.say('saved', { at: new Date(theirs.changed_at) });
  }

  /** A save may have arrived though its answer did not: what is there already is saved. */
  dropArrived(files) {
    const arrived = [...this.pending].filter(([path, text]) => files[path] === (text ?? undefined));
    for (const [path, text] of arrived) {
      this.forget(path);
      if (text === null) this.saved.delete(path);
      else this.saved.set(path, text);
    }
    if (arrived.length) this.keep();
    return arrived.length > 0;
  }

  /** Takes over what the server holds; what is pending here stays pending. */
  take(theirs) {
    const now = new Map(Object.entries(theirs.files));
    const all = new Set([...now.keys(), ...this.saved.keys()]);
    const paths = [...all].filter((path) => now.get(path) !== this.saved.get(path));
    Object.assign(this, { read: theirs, revision: theirs.revision, saved: now });
    const seen = paths.filter((path) => !this.pending.has(path));
    if (seen.length) this.dispatchEvent(new CustomEvent('replaced', { detail: { paths: seen } }));
  }

  /** Ends a conflict with what the other saved: what was pending here is given up. */
  takeTheirs() {
    const { theirs, both } = this.state;
    for (const path of both) this.forget(path);
    this.keep();
    this.say('saved', { at: new Date(theirs.changed_at) });
    this.take(theirs);
    this.dispatchEvent(new CustomEvent('replaced', { detail: { paths: both } }));
    if (this.pending.size) this.soon(0);
  }

  /** Looks whether somebody saved while this page lay in the background. */
  async look() {
    if (this.pending.size || this.saving) return;
    const theirs = await ask(`${this.address}/files`).then((answer) => answer.json()).catch(() => null);
    if (!theirs || theirs.revision === this.revision || this.pending.size) return;
    this.take(theirs);
    this.say('saved', { at: new Date(theirs.changed_at) });
    this.dispatchEvent(new CustomEvent('merged', { detail: { by: theirs.changed_by, at: new Date(theirs.changed_at) } }));
  }

  /** Keeps in this browser what is not saved. */
  keep() {
    this.kept = this.keeping.keep([...this.pending], [...this.base]);
  }

  /** Takes up what an earlier visit could not save; returns whether there was anything. */
  recover() {
    if (this.readOnly) return false;
    const { files, base } = this.keeping.takeUp();
    Object.assign(this, { pending: files, base });
    this.dropArrived(this.read.files);
    this.keep();
    this.keeping.forgetOthers();
    if (!this.pending.size) return false;
    const both = [...this.pending.keys()].filter((path) => this.saved.get(path) !== (this.base.get(path) ?? undefined));
    if (both.length) this.say('conflict', { theirs: this.read, both, words: '' });
    else this.soon(0);
    return true;
  }

  say(name, more = {}) {
    this.state = { name, ...more };
    this.dispatchEvent(new Event('state'));
  }
}
