// What an expression may go on with: names where names stand, values where a text stands.

const KEYWORDS = [
  ['and', '并且'], ['or', '或者'], ['not', '不'], ['in', '在其中'], ['if', '如果'], ['else', '否则'],
  ['True', '是'], ['False', '否'], ['None', '没有填'],
];
const MOST = 60;
// The words of a call whose text is one of a closed list: parameter('agenda.lead_days').
const CALLS = /(\w+)\(\s*$/;
const COMPARED = /([A-Za-z_][\w.]*)\s*(?:==|!=|in)\s*\(?\[?\s*(?:'[^']*'\s*,\s*)*$/;

/** CodeMirror's source of completions. */
export function complete(context, { variables, words, slot }) {
  const line = context.state.sliceDoc(context.state.doc.lineAt(context.pos).from, context.pos);
  const quote = openQuote(line);
  if (quote >= 0) return inText(context, line, quote, { variables, words });
  const typed = /[\w.一-鿿]*$/.exec(line)[0];
  if (!typed && !context.explicit) return null;
  const dot = typed.lastIndexOf('.');
  if (dot >= 0) {
    const options = fieldsOf(typed.slice(0, dot), variables);
    return result(context, typed.slice(dot + 1), options);
  }
  return result(context, typed, names(variables, words, slot));
}

function names(variables, words, slot) {
  const { functions } = words.vocabulary();
  return [
    ...variables.map(({ name, label }) => ({ label: name, detail: label, type: 'variable', boost: 2 })),
    ...(['candidates', 'notify', 'collection', 'principals'].includes(slot) ? principals(words, true) : []),
    ...functions.map(({ name, signature, help }) => ({
      label: name, detail: signature, info: help, type: 'function', boost: 1, apply: called(name),
    })),
    ...KEYWORDS.map(([label, detail]) => ({ label, detail, type: 'keyword' })),
  ];
}

/** Writes the call with the cursor between its brackets. */
const called = (name) => (view, _, from, to) => {
  view.dispatch({ changes: { from, to, insert: `${name}()` }, selection: { anchor: from + name.length + 1 } });
};

function principals(words, quoted) {
  const { posts, units } = words.vocabulary();
  const write = (id) => (quoted ? `'${id}'` : id);
  return [
    ...posts.map(({ post_id: id, name }) => ({ label: write(`post:${id}`), detail: name, type: 'constant' })),
    ...units.map(({ unit_id: id, name }) => ({ label: write(`unit:${id}`), detail: name, type: 'constant' })),
    ...units.map(({ unit_id: id, name }) => ({ label: write(`head:${id}`), detail: `${name}主要负责人`, type: 'constant' })),
    ...units.map(({ unit_id: id, name }) => ({ label: write(`in_charge:${id}`), detail: `分管${name}的领导`, type: 'constant' })),
  ];
}

/** Inside quotes: the closed list that the call before them takes, or values, or principals. */
function inText(context, line, quote, { variables, words }) {
  const before = line.slice(0, quote);
  const typed = line.slice(quote + 1);
  const known = words.vocabulary();
  const call = CALLS.exec(before)?.[1];
  const plain = (list, label, detail) => list.map((each) => ({ label: each[label], detail: each[detail], type: 'constant' }));
  if (call === 'parameter') return result(context, typed, known.parameters.map(({ name, told }) => ({ label: name, detail: told, type: 'constant' })));
  if (call === 'decide') return result(context, typed, words.tables().map((label) => ({ label, detail: '决策表', type: 'constant' })));
  if (call === 'posts_of_kind') return result(context, typed, plain(known.kinds, 'kind', 'posts'));
  if (call === 'head_of') return result(context, typed, plain(known.units, 'unit_id', 'name'));
  if (call === 'holders_of' || call === 'is_away') return result(context, typed, plain(known.posts, 'post_id', 'name'));
  const compared = COMPARED.exec(before)?.[1];
  const values = compared ? valuesOf(compared, variables) : [];
  if (values.length) return result(context, typed, values.map(({ value, label }) => ({ label: value, detail: label === value ? '' : label, type: 'constant' })));
  return result(context, typed, principals(words, false));
}

function result(context, typed, options) {
  const wanted = typed.toLowerCase();
  const matching = options.filter(({ label, detail = '' }) => `${label} ${detail}`.toLowerCase().includes(wanted));
  if (!matching.length) return null;
  return { from: context.pos - typed.length, options: matching.slice(0, MOST), filter: false };
}

function fieldsOf(path, variables) {
  return (at(path, variables)?.fields || []).map(({ name, label }) => ({ label: name, detail: label, type: 'property' }));
}

const valuesOf = (path, variables) => at(path, variables)?.values || [];

function at(path, variables) {
  let found = { fields: variables };
  for (const name of path.split('.')) found = (found?.fields || []).find((each) => each.name === name);
  return found;
}

/** Where the text that is open at the end of the line begins; -1 if none is. */
function openQuote(line) {
  let open = -1;
  for (let index = 0; index < line.length; index += 1) {
    if (line[index] === "'" || line[index] === '"') {
      if (open < 0) open = index;
      else if (line[index] === line[open]) open = -1;
    }
  }
  return open;
}
