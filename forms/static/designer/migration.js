// Moves the chosen cases one after the other, each a deed of its own, and says so.
const form = document.querySelector('[data-migrate]');

async function post(path, body) {
  const token = form.elements._token.value;
  const answer = await fetch(path, {
    method: 'POST',
    body: new URLSearchParams(body),
    headers: { 'X-Token': token, Accept: 'application/json' },
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail || told.title);
  return told;
}

function row(caseId) {
  return form.querySelector(`[data-case="${caseId}"]`);
}

function tell(caseId, words, { back = false } = {}) {
  const place = row(caseId).querySelector('[data-result]');
  place.textContent = words;
  row(caseId).querySelector('input')?.remove();
  if (!back) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button small';
  button.textContent = '退回原版本';
  button.addEventListener('click', () => moveBack(caseId));
  place.append(' ', button);
}

async function moveBack(caseId) {
  try {
    await post(`/designer/cases/${caseId}/migration/back`, {});
    tell(caseId, '已退回原版本');
  } catch (error) {
    tell(caseId, error.message);
  }
}

async function migrate(event) {
  event.preventDefault();
  const chosen = [...form.querySelectorAll('[name=case]:checked')].map((box) => box.value);
  const progress = document.getElementById('migration-progress');
  const status = document.getElementById('migration-status');
  const button = form.querySelector('button');
  const reason = form.elements.reason.value;
  progress.hidden = false;
  progress.max = chosen.length || 1;
  button.disabled = true;
  let moved = 0;
  for (const [done, caseId] of chosen.entries()) {
    try {
      await post(`/designer/cases/${caseId}/migration`, { reason });
      moved += 1;
      tell(caseId, '已迁移', { back: true });
    } catch (error) {
      tell(caseId, error.message);
    }
    progress.value = done + 1;
    status.textContent = `${done + 1} / ${chosen.length}`;
  }
  status.textContent = `迁移了 ${moved} 件，共选 ${chosen.length} 件。`;
  button.disabled = false;
}

form?.addEventListener('submit', migrate);
