// What pages do beyond HTML: saving as one types, rows, conditions, files, keys.
// Everything works without this file; each part below serves one attribute.

const tell = (words) => { document.getElementById('told').textContent = words; };
const token = document.body.dataset.token || '';

/** Sends a form's content; anything but success is an Error with the server's words. */
async function send(address, body, method = 'POST') {
  const answer = await fetch(address, {
    method, body, credentials: 'same-origin', headers: { 'X-Token': token, Accept: 'application/json' },
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.detail || '暂时连不上，请稍后再试。');
  return said;
}

/** Lets the last of many calls through, after a pause. */
function later(act, pause) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), pause);
  };
}

/** The form without its files: they are uploaded at once and named by id. */
function typed(form) {
  const data = new FormData(form);
  for (const name of [...data.keys()]) if (name.startsWith('_file:')) data.delete(name);
  return data;
}

// data-conditions: the server says which fields are asked now; here they show and hide.
function followConditions(form) {
  let asked = 0;
  const ask = later(async () => {
    const mine = ++asked;
    try {
      const now = await send(form.dataset.conditions, typed(form));
      if (mine === asked) show(form, new Set(now.hidden), new Set(now.required));
    } catch { /* The server asks again when the form is submitted. */ }
  }, 150);
  form.addEventListener('change', ask);
  form.addEventListener('rows', ask);
}

function show(form, hidden, required) {
  for (const box of form.querySelectorAll('[data-ask]')) {
    const name = box.dataset.ask;
    box.hidden = hidden.has(name);
    const must = box.querySelector('[data-must]');
    if (must) must.hidden = !required.has(name);
  }
  for (const group of form.querySelectorAll('[data-group]')) {
    group.hidden = !group.querySelector('[data-ask]:not([hidden])');
  }
}

// data-draft: what is typed is kept on the server a moment after the last key.
function keepDraft(form) {
  const saved = form.querySelector('[data-saved]');
  const version = form.elements._version;
  let changes = 0;
  let kept = 0;
  let saving = null;
  const save = async () => {
    if (saving || kept === changes) return;
    const upTo = changes;
    try {
      saving = send(form.dataset.draft, typed(form), 'PUT');
      const answer = await saving;
      version.value = answer.version;
      kept = upTo;
      saved.textContent = answer.said;
    } catch (error) {
      saved.textContent = `没有存上：${error.message}`;
    } finally {
      saving = null;
    }
    if (kept === upTo && kept !== changes) soon();
  };
  const soon = later(save, 1200);
  const note = () => { changes += 1; soon(); };
  form.addEventListener('input', note);
  form.addEventListener('rows', note);
  // A save under way moves the version: the submitted page must carry the new one.
  form.addEventListener('submit', (event) => {
    kept = changes;
    if (!saving) return;
    event.preventDefault();
    const { submitter } = event;
    saving.catch(() => {}).finally(() => setTimeout(() => form.requestSubmit(submitter)));
  });
}

// data-table: rows are added from the template and dropped in place.
function growTable(box) {
  const body = box.querySelector('tbody');
  let next = body.rows.length;
  const changed = (words) => {
    [...body.rows].forEach(renumber);
    tell(words);
    box.dispatchEvent(new Event('rows', { bubbles: true }));
  };
  box.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.matches('[data-add]')) {
      event.preventDefault();
      const made = document.createElement('template');
      made.innerHTML = box.querySelector('template').innerHTML.replaceAll('__row__', String(next));
      next += 1;
      body.append(made.content);
      body.lastElementChild.querySelector('input, select, textarea')?.focus();
      changed('已增加一行');
    } else if (button.matches('[data-drop]')) {
      event.preventDefault();
      const row = button.closest('tr');
      const near = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      (near?.querySelector('[data-drop]') || box.querySelector('[data-add]')).focus();
      changed('已删除一行');
    }
  });
}

/** A row's number stands in its first cell and in the names of its fields and button. */
function renumber(row, index) {
  const words = `第 ${index + 1} 行`;
  row.querySelector('[data-number]').textContent = index + 1;
  for (const named of row.querySelectorAll('[aria-label]')) {
    named.setAttribute('aria-label', named.getAttribute('aria-label').replace(/第 \S+ 行/, words));
  }
  for (const named of row.querySelectorAll('.unseen')) {
    named.textContent = named.textContent.replace(/第 \S+ 行/, words);
  }
}

// data-upload: a chosen file goes up at once; its id is named in the form.
function uploadAtOnce(form) {
  form.addEventListener('change', async (event) => {
    const input = event.target;
    if (input.type !== 'file') return;
    const list = form.querySelector(`[data-files="${CSS.escape(input.id)}"]`);
    for (const file of input.files) {
      const data = new FormData();
      data.append('file', file);
      tell(`正在上传 ${file.name}`);
      try {
        const document_ = await send(form.dataset.upload, data);
        if (!input.multiple) list.replaceChildren();
        list.append(fileLine(input.id, document_));
        tell(`已上传 ${file.name}`);
        form.dispatchEvent(new Event('rows'));
      } catch (error) {
        list.append(failedLine(`${file.name}：${error.message}`));
      }
    }
    input.value = '';
  });
}

/** The browser's own file button speaks the browser's language; this one is ours. */
function dressFile(input) {
  const label = document.createElement('label');
  label.className = 'button small chosen-file';
  label.append(input.multiple ? '选择文件（可多选）' : '选择文件');
  input.classList.add('unseen');
  const row = input.closest('.file-row');
  row.querySelector('[value="upload"]').hidden = true;
  row.prepend(label);
  label.append(input);
}

function fileLine(name, file) {
  const line = document.createElement('li');
  const label = document.createElement('label');
  const box = document.createElement('input');
  Object.assign(box, { type: 'checkbox', name, value: file.document_id, checked: true });
  const link = document.createElement('a');
  Object.assign(link, { href: file.address, textContent: file.name });
  label.append(box, ' ', link);
  line.append(label);
  return line;
}

function failedLine(words) {
  const line = document.createElement('li');
  line.className = 'fault';
  line.textContent = words;
  return line;
}

// data-phrases: ready-made words go into the text.
function offerPhrases(bar) {
  bar.hidden = false;
  bar.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const text = document.getElementById(bar.dataset.phrases);
    text.value = [text.value, button.textContent].filter(Boolean).join('\n');
    text.dispatchEvent(new Event('input', { bubbles: true }));
    text.focus();
  });
}

// data-day: browsers show a date in their own language; beside it stands the Chinese one.
function writeDay(input) {
  const words = document.createElement('span');
  words.className = 'beside';
  words.setAttribute('aria-hidden', 'true');
  input.after(words);
  const write = () => {
    const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(input.value) || [];
    const weekday = year && '日一二三四五六'[new Date(+year, month - 1, +day).getDay()];
    words.textContent = year ? `${year}年${+month}月${+day}日 星期${weekday}${time ? ` ${time}` : ''}` : '';
  };
  input.addEventListener('input', write);
  write();
}

// data-inbox: keys move along the rows; on wide screens the chosen one is shown beside.
function walkInbox(box) {
  const rows = [...box.querySelectorAll('tbody tr')];
  const pane = box.querySelector('.peek');
  const wide = matchMedia('(min-width: 1180px)');
  let at = 0;
  const look = later(async (address) => {
    const answer = await fetch(address, { credentials: 'same-origin' });
    if (answer.ok && rows[at]?.dataset.peek === address) pane.innerHTML = await answer.text();
  }, 120);
  const choose = (index, focus) => {
    at = Math.max(0, Math.min(rows.length - 1, index));
    rows.forEach((row, number) => row.classList.toggle('chosen', number === at));
    if (focus) rows[at].querySelector('a').focus();
    const address = rows[at].dataset.peek;
    box.classList.toggle('peeking', wide.matches && Boolean(address));
    if (wide.matches && address) look(address);
  };
  box.addEventListener('focusin', (event) => {
    const row = event.target.closest('tbody tr');
    if (row && rows.indexOf(row) !== at) choose(rows.indexOf(row), false);
  });
  if (rows.length) choose(0, false);
  listenToKeys({
    j: () => rows.length && choose(at + 1, true),
    k: () => rows.length && choose(at - 1, true),
    '/': () => document.getElementById('search').focus(),
    '?': () => document.getElementById('keys').showModal(),
  });
}

/** Single keys can be switched off, and never disturb typing or an input method. */
function listenToKeys(keys) {
  const off = document.querySelector('[data-keys-off]');
  off.checked = localStorage.getItem('keys') === 'off';
  off.addEventListener('change', () => localStorage.setItem('keys', off.checked ? 'off' : 'on'));
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, select, textarea, dialog');
    if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key];
    if (!act || (off.checked && event.key !== '?')) return;
    event.preventDefault();
    act();
  });
}

for (const form of document.querySelectorAll('[data-asks]')) {
  followConditions(form);
  if (form.dataset.draft) keepDraft(form);
  if (form.dataset.upload) {
    uploadAtOnce(form);
    form.querySelectorAll('input[type="file"]').forEach(dressFile);
  }
}
document.querySelectorAll('[data-table]').forEach(growTable);
document.querySelectorAll('[data-phrases]').forEach(offerPhrases);
document.querySelectorAll('[data-day]').forEach(writeDay);
document.querySelectorAll('[data-inbox]').forEach(walkInbox);
document.querySelectorAll('[data-print]').forEach((button) => {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
});
document.querySelector('[data-focus]')?.focus();
