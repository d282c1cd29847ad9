// What the page of a draft says above everything else: conflicts, what was recovered.
import { clock, h } from './dom.js';
import { post } from './draft.js';

/** Shows a message under this name, or with null takes it away. */
export function banner(name, content) {
  const place = document.getElementById('banner');
  place.querySelector(`[data-banner="${name}"]`)?.remove();
  if (!content) return;
  const close = h('button', { type: 'button', class: 'tool', onclick: () => banner(name, null) }, '知道了');
  place.append(h('div', { 'data-banner': name, class: 'banner-line', role: 'alert' }, content, name === 'conflict' ? null : close));
}

/** Two people changed the same file: one decides which of them goes on. */
export function conflictBanner(draft, api) {
  const { theirs, both, words } = draft.state;
  const said = words || `${theirs.changed_by}在 ${clock(new Date(theirs.changed_at))} 保存过这份草稿，而本机留有上次没有保存的改动。`;
  const copy = async (event) => {
    event.currentTarget.disabled = true;
    const files = Object.fromEntries(draft.paths().map((path) => [path, draft.text(path)]));
    const made = await post(`${draft.address}/copy`, { files });
    draft.takeTheirs();
    const link = h('a', { href: made.address }, '打开副本');
    banner('copied', h('p', { class: 'said' }, '您的改动已另存为一份草稿。', link));
  };
  banner('conflict', h('div', { class: 'failed' },
    h('p', {}, h('strong', {}, '有人同时在改。'), said, `冲突的文件：${both.join('、')}。您的改动留在本页，没有丢失。`),
    h('p', { class: 'actions' },
      h('button', { type: 'button', class: 'button small', onclick: () => draft.takeTheirs() }, '载入对方的版本'),
      h('button', { type: 'button', class: 'button small main', onclick: copy }, '把我的改动留作副本'))));
}

export function recoveredBanner() {
  banner('recovered', h('p', { class: 'said' }, '上次没有来得及保存的改动已经恢复，正在保存。'));
}
