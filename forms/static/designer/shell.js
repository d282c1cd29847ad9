// The page of a draft: its tabs, its save state, what is wrong with it.
import { DiagramTab } from './diagram_tab.js';
import { Draft, post } from './draft.js';
import { clock, h, later, tell } from './dom.js';
import { FileTab } from './file_tab.js';
import { Findings } from './findings.js';
import { banner, conflictBanner, recoveredBanner } from './banner.js';
import { variablesAt } from './variables.js';
import { Words } from './words.js';

const CHECK_PAUSE = 600;
const main = document.getElementById('main');
const workspace = document.getElementById('workspace');

const draft = await Draft.load(main.dataset.draft).catch((error) => {
  banner('broken', h('p', { class: 'failed' }, '草稿读不出来，请检查网络后刷新页面。'));
  throw error;
});
const words = new Words(draft, main.dataset.designer);
const tabs = new Map();

const api = {
  draft,
  vocabulary: () => words.vocabulary(),
  preview: (path, text, answers) => post(`${draft.address}/preview`, { path, text, answers }),
  check: (files) => post(`${draft.address}/check`, { files: { ...draft.unsaved(), ...files } }),
  expression: (source, slot) => words.check(source, slot),
  words,
  /** What expressions may read at an element; at none, everything in the process. */
  variables: (id = '') => {
    const { modeler } = tabs.get('diagram');
    const found = modeler.get('elementRegistry').get(id) || modeler.get('canvas').getRootElement();
    return variablesAt(found, modeler, words);
  },
  /** The elements of the diagram: [{ id, name, kind, form }]. */
  elements: () => tabs.get('diagram').elements(),
  /** Shows an element of the diagram, or a file in its tab. */
  open: (id) => goTo(id),
  /** Goes to where a form is made for an element; `useForm` lets the element use one. */
  makeForm: async (element) => {
    await goToTab('forms');
    tabs.get('forms').offer(element);
  },
  useForm: (id, key) => tabs.get('diagram').useForm(id, key),
};

const findings = new Findings({
  list: document.getElementById('problems'),
  counts: document.getElementById('counts'),
  go: ({ element_id: id, text }) => goTo(id, text),
});

function makeTab(name, holder) {
  if (name === 'diagram') return new DiagramTab(holder, { draft, api });
  return new FileTab(holder, { name, draft, api, diagram: tabs.get('diagram') });
}

async function open(name) {
  await diagramTab.settle();
  for (const link of document.querySelectorAll('[data-tab]')) {
    if (link.dataset.tab === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (!tabs.has(name)) {
    const holder = workspace.appendChild(h('div', { class: `tab tab-${name}` }));
    const tab = makeTab(name, holder);
    tabs.set(name, Object.assign(tab, { holder }));
    await tab.load();
  }
  for (const [each, { holder }] of tabs) holder.hidden = each !== name;
  tabs.get(name).shown?.();
}

/** Shows what a finding is about: an element of the diagram, or a file. */
async function goTo(id, words = '') {
  const name = id.startsWith('forms/') ? 'forms' : id.endsWith('.dmn') || draft.text(`${id}.dmn`) ? 'tables'
    : id.endsWith('.feature') ? 'scenarios' : id === 'manifest.json' ? 'manifest' : 'diagram';
  await goToTab(name);
  if (name === 'diagram') diagramTab.go(id);
  else await tabs.get(name).show(id.includes('.') ? id : `${id}.dmn`, words);
}

async function goToTab(name) {
  history.replaceState(null, '', `#${name}`);
  await open(name);
}

const check = later(async () => {
  try {
    const { findings: found } = await api.check({});
    findings.show(found, (id) => diagramTab.nameOf(id) || words.fileName(id) || id);
    diagramTab.showFindings(found);
    for (const tab of tabs.values()) if (tab !== diagramTab) tab.showFindings?.(found);
    main.dataset.checked = String(Number(main.dataset.checked || 0) + 1);
  } catch (error) {
    if (!(error instanceof TypeError)) console.error('check', error);
  }
}, CHECK_PAUSE);

const STATES = {
  saved: ({ at }) => `已保存 ${clock(at)}`,
  waiting: () => '有改动，即将保存',
  saving: () => '正在保存',
  offline: () => '连接中断，改动留在本页，恢复后自动保存',
  conflict: () => '与他人的改动冲突，尚未保存',
  refused: ({ words: why }) => `没有保存：${why}改动留在本页。`,
  signedOut: () => '登录已失效，改动留在本页；重新登录并刷新后自动恢复',
};

function showState() {
  const { state } = draft;
  const place = document.getElementById('save-state');
  place.dataset.state = draft.readOnly ? 'read-only' : state.name;
  const said = draft.readOnly ? '只读' : STATES[state.name](state);
  if (place.textContent !== said) place.textContent = said;
  if (state.name === 'conflict') conflictBanner(draft, api);
  else banner('conflict', null);
}

/** Other pages look at what is saved: everything typed is saved before one goes there. */
async function leave(event) {
  const link = event.target.closest('a[href]');
  if (!link || link.dataset.tab || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  document.activeElement?.blur();
  await diagramTab.settle();
  if (await draft.settled()) {
    location.assign(link.href);
    return;
  }
  const anyway = h('a', { href: link.href }, '仍然前往');
  banner('unsaved', h('p', { class: 'failed' }, `还有改动没有保存，“${link.textContent}”看到的是改动以前的草稿。`, anyway));
}

document.querySelector('.designer-head').addEventListener('click', leave);
draft.addEventListener('state', showState);
draft.addEventListener('changed', check);
draft.addEventListener('replaced', async ({ detail }) => {
  for (const tab of tabs.values()) await tab.reload(detail.paths);
  check();
});
draft.addEventListener('merged', ({ detail }) => {
  const said = `${detail.by}在 ${clock(detail.at)} 保存过这份草稿，改动已并入本页。`;
  banner('merged', h('p', { class: 'said' }, said));
  tell(said);
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) draft.look(); });
addEventListener('hashchange', () => open(location.hash.slice(1) || 'diagram'));
document.getElementById('problems-toggle').addEventListener('click', ({ currentTarget: button }) => {
  const open_ = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(open_));
  document.getElementById('problems').hidden = !open_;
});

const diagramHolder = workspace.appendChild(h('div', { class: 'tab tab-diagram' }));
const diagramTab = Object.assign(makeTab('diagram', diagramHolder), { holder: diagramHolder });
tabs.set('diagram', diagramTab);
await words.load();
await diagramTab.load();
if (draft.recover()) {
  if (draft.state.name !== 'conflict') recoveredBanner();
  await diagramTab.load();
}
showState();
check();
const first = location.hash.slice(1);
await open(document.querySelector(`[data-tab="${CSS.escape(first)}"]`) ? first : 'diagram');
main.dataset.ready = 'true';
