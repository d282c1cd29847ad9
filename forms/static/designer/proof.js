// Follows a run of the gate: asks for new lines of its progress until it has ended.
const holder = document.querySelector('[data-progress]');
const lines = document.getElementById('progress-lines');
const state = document.getElementById('progress-state');
const EVERY_MS = 700;
let after = Number(holder.dataset.after);

async function follow() {
  const answer = await fetch(`${holder.dataset.progress}?after=${after}`, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const told = await answer.json();
  for (const line of told.lines) {
    after = line.seq;
    lines.append(item(line));
  }
  if (told.lines.length) lines.scrollTop = lines.scrollHeight;
  if (told.state === 'queued' || told.state === 'running') {
    state.textContent = `${told.words}…`;
    return true;
  }
  // The report is drawn by the server.
  window.location.reload();
  return false;
}

function item(line) {
  const row = document.createElement('li');
  row.className = line.mark;
  const stage = document.createElement('span');
  stage.className = 'tag';
  stage.textContent = line.stage;
  row.append(stage, ` ${line.words} `);
  if (line.marked) {
    const mark = document.createElement('span');
    mark.className = 'mark';
    mark.textContent = line.marked;
    row.append(mark);
  }
  return row;
}

async function loop() {
  let goes = true;
  while (goes) {
    await new Promise((done) => { setTimeout(done, EVERY_MS); });
    try {
      goes = await follow();
    } catch {
      state.textContent = '连不上服务器，正在重试…';
    }
  }
}

void loop();
