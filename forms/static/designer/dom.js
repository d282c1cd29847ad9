// Elements of a page without a framework: h('button', { class: 'x', onclick }, 'text').

let made = 0;

/** Returns an id that no other element of the page has. */
export const newId = (prefix = 'd') => `${prefix}-${(made += 1)}`;

/**
 * Makes an element; properties that begin with "on" are listeners, `true` is a bare
 * attribute, false, null and undefined leave it out; children are nodes or text.
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else if (name === 'checked') element.checked = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Lets only the last of many calls through, after a pause; `now()` lets it through at once. */
export function later(act, pause) {
  let timer = 0;
  let waiting = null;
  const run = () => {
    clearTimeout(timer);
    const given = waiting;
    waiting = null;
    return given ? act(...given) : undefined;
  };
  const call = (...given) => {
    waiting = given;
    clearTimeout(timer);
    timer = setTimeout(run, pause);
  };
  call.now = run;
  return call;
}

/** Says something to whoever does not see the page. */
export function tell(words) {
  document.getElementById('told').textContent = words;
}

/** The moment as a clock shows it: 14:03. */
export const clock = (at = new Date()) => at.toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
