// Follows an acceptance run: how many scenarios were looked at, until it has ended.
const holder = document.querySelector('[data-progress]');
const bar = document.getElementById('bar');
const state = document.getElementById('progress-state');
const EVERY_MS = 1000;

async function follow() {
  const answer = await fetch(holder.dataset.progress, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const run = await answer.json();
  if (run.state !== 'queued' && run.state !== 'running') {
    // What was found is drawn by the server.
    window.location.reload();
    return false;
  }
  if (run.total) {
    bar.max = run.total;
    bar.value = run.seen;
    state.textContent = `已看 ${run.seen} 个场景，共 ${run.total} 个。`;
  }
  return true;
}

async function loop() {
  let goes = true;
  while (goes) {
    await new Promise((done) => { setTimeout(done, EVERY_MS); });
    try {
      goes = await follow();
    } catch {
      state.textContent = '连不上服务器，正在重试……';
    }
  }
}

void loop();
