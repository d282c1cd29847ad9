// What could not be saved yet, kept in this browser: a lost connection or a closed page
// loses nothing. Every page has a place of its own; the next page takes up all of them.

const PREFIX = 'zhangfa.draft.';

export class Keeping {
  constructor(draftId) {
    this.prefix = `${PREFIX}${draftId}.`;
    this.key = this.prefix + Date.now().toString(36) + Math.random().toString(36).slice(2);
  }

  /** Keeps files over the texts they were made from; nothing of none. False if it cannot. */
  keep(files, base) {
    try {
      if (files.length) localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), files, base }));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false; // The browser's store is full or closed.
    }
  }

  /** Returns what earlier pages left, the later over the earlier, as { files, base }. */
  takeUp() {
    const left = [];
    for (const key of this.keys()) {
      try {
        left.push(JSON.parse(localStorage.getItem(key)));
      } catch { /* Another version of this page kept something else. */ }
    }
    left.sort((a, b) => a.at - b.at);
    return { files: new Map(left.flatMap((each) => each.files)), base: new Map(left.flatMap((each) => each.base)) };
  }

  /** Forgets what earlier pages left: it is this page's now. */
  forgetOthers() {
    for (const key of this.keys()) localStorage.removeItem(key);
  }

  keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(this.prefix) && key !== this.key);
    } catch {
      return [];
    }
  }
}
