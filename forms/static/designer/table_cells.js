// A cell as it is written in the file, as one reads it, and as one types it.
//
// In the file: -, literals ("秘密", "机密"), a condition on ? (? >= 5 and ? < 50), or any
// expression. One types 秘密、机密, or >=5 且 <50; what begins with = is an expression.

export const KINDS = [
  ['string', '文字'], ['number', '数'], ['integer', '整数'], ['boolean', '是否'], ['date', '日期'], ['', '不限'],
];
const SAME = { double: 'number', long: 'integer' };
const LITERAL = /\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+(?:\.\d+)?|true|false|True|False|null|None)\s*/y;
const SIGNS = { '<': '＜', '<=': '≤', '>': '＞', '>=': '≥' };
const NUMBER = /^-?\d+(?:\.\d+)?$/;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const NOT = /^不是\s*/;

/** The kind of a column as this page knows it. */
export const kindOf = (typeRef) => {
  const kind = (typeRef || '').split(':').pop();
  return SAME[kind] || (KINDS.some(([each]) => each === kind) ? kind : '');
};

/** Reads a literal or a list of literals: [{ value, source }]; null if it is anything else. */
export function literals(source) {
  const found = [];
  let place = 0;
  while (place < source.length) {
    LITERAL.lastIndex = place;
    const match = LITERAL.exec(source);
    if (!match) return null;
    found.push({ value: valueOf(match[1]), source: match[1] });
    place = LITERAL.lastIndex;
    if (place === source.length) return found;
    if (source[place] !== ',') return null;
    place += 1;
  }
  return null;
}

function valueOf(source) {
  if (/^["']/.test(source)) return source.slice(1, -1).replace(/\\(.)/g, '$1');
  if (/^(true|false)$/i.test(source)) return source.toLowerCase() === 'true';
  return /^(null|None)$/.test(source) ? null : Number(source);
}

/** A value as the file writes it. */
export function written(value) {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** A value in words. */
export function told(value) {
  if (value === null || value === undefined) return '空';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.length ? value.map(told).join('、') : '（没有）';
  return String(value);
}

/** What a condition on ? comes to: bounds, or values that it is not; null if it is neither. */
function conditionOf(source) {
  const [, negated] = /^\?\s*(?:!=|not in)\s*\(?(.*?)\)?$/s.exec(source) || [];
  if (negated !== undefined) return literals(negated.replace(/,\s*$/, '')) && { not: literals(negated.replace(/,\s*$/, '')) };
  const bounds = source.split(/\s+and\s+/).map((part) => /^\?\s*(<=|>=|<|>)\s*(.+)$/.exec(part.trim()));
  if (bounds.length > 2 || bounds.some((each) => !each || literals(each[2])?.length !== 1)) return null;
  return { bounds: bounds.map(([, sign, literal]) => ({ sign, ...literals(literal)[0] })) };
}

/** The expression that was typed after =, ? standing for the column's value; null if none was. */
export function expressionIn(text) {
  const said = text.trim();
  if (!/^[=＝]./.test(said)) return null;
  return said.slice(1).split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/).map((part, place) => (place % 2 ? part : part.replace(/\?/g, ' input_value ').replace(/\btrue\b/g, 'True').replace(/\bfalse\b/g, 'False').replace(/\bnull\b/g, 'None'))).join('');
}

/** A cell for whoever reads: { words, as: any | values | condition | raw | empty }. */
export function shown(source, { isInput }) {
  const text = source.trim();
  if (!text || text === '-') return isInput ? { words: '任意', as: 'any' } : { words: '（没有填）', as: 'empty' };
  const values = literals(text);
  if (values) return { words: values.map(({ value }) => told(value)).join('、'), as: 'values' };
  const list = /^\[(.*)\]$/s.exec(text);
  if (!isInput && list && literals(list[1])) return { words: literals(list[1]).map(({ value }) => told(value)).join('、'), as: 'values' };
  const condition = isInput && conditionOf(text);
  if (condition?.not) return { words: `不是 ${condition.not.map(({ value }) => told(value)).join('、')}`, as: 'condition' };
  if (condition) return { words: rangeOf(condition.bounds) || condition.bounds.map(({ sign, value }) => `${SIGNS[sign]} ${told(value)}`).join(' 且 '), as: 'condition' };
  return { words: text, as: 'raw' };
}

function rangeOf(bounds) {
  const [low, high] = bounds;
  return high && low.sign === '>=' && high.sign === '<=' ? `${told(low.value)} ～ ${told(high.value)}` : '';
}

/** A cell as one types it. */
export function typed(source, column) {
  const { words, as } = shown(source, column);
  if (as === 'any' || as === 'empty') return '';
  if (as === 'raw') return `=${source.trim()}`;
  const values = literals(source.trim());
  if (!column.isInput) return values?.length === 1 ? told(values[0].value) : `=${source.trim()}`;
  if (values) return values.map(({ value }) => quoted(value)).join('、');
  const condition = conditionOf(source.trim());
  if (condition.not) return `不是 ${condition.not.map(({ value }) => quoted(value)).join('、')}`;
  return rangeOf(condition.bounds) || condition.bounds.map(({ sign, value }) => `${sign}${told(value)}`).join(' 且 ');
}

const quoted = (value) => (typeof value === 'string' && /[、，,；;“”"]|^(不是|=)/.test(value) ? `“${value}”` : told(value));

/** What was typed as the file writes it: { source }, or { refusal } in words. */
export function read(text, column) {
  const said = text.trim();
  if (/^[=＝]/.test(said)) return said.slice(1).trim() ? { source: said.slice(1).trim() } : { refusal: '“=”后面写表达式。' };
  if (!column.isInput) return said ? one(said, column) : { refusal: '结果不能空着。' };
  if (!said || ['-', '—', '任意'].includes(said)) return { source: '-' };
  return ordered(said, column) || several(said, column);
}

function one(said, column) {
  const value = valueTyped(said, column.kind);
  if (value.refusal) return value;
  if (column.allowed.length && !column.allowed.includes(value.value)) return { refusal: `“${said}”不在允许的值里。` };
  return { source: written(value.value) };
}

/** Comparisons and ranges, of numbers and days. */
function ordered(said, column) {
  const plain = said.replace(/＜/g, '<').replace(/＞/g, '>').replace(/≤/g, '<=').replace(/≥/g, '>=');
  const range = /^(.+?)\s*(?:～|~|\.\.|至)\s*(.+)$/.exec(plain);
  const parts = range ? [['>=', range[1]], ['<=', range[2]]] : plain.split(/\s*(?:且|并且|and|，)\s*/).map((part) => (/^(<=|>=|<|>)\s*(.+)$/.exec(part) || []).slice(1));
  if (!range && !/^[<>]/.test(plain)) return null;
  if (['string', 'boolean'].includes(column.kind)) return range ? null : { refusal: '这一列不能比大小；改列的类型，或写“=”和表达式。' };
  if (parts.some((part) => part.length !== 2)) return { refusal: '写法：<5、>=5 且 <50、5～50。' };
  const values = parts.map(([, each]) => valueTyped(each.trim(), column.kind));
  const refused = values.find(({ refusal }) => refusal);
  if (refused) return range && !column.kind ? null : refused;
  if (range && values[0].value > values[1].value) return { refusal: `${range[1]} 大于 ${range[2]}，没有值能满足。` };
  return { source: parts.map(([sign], place) => `? ${sign} ${written(values[place].value)}`).join(' and ') };
}

/** Values one after another; 不是 before them excludes them. */
function several(said, column) {
  const isNot = NOT.test(said);
  const words = split(said.replace(NOT, ''));
  const values = words.map((each) => (each.isQuoted ? { value: each.text } : valueTyped(each.text, column.kind)));
  const refused = values.find(({ refusal }) => refusal);
  if (refused) return refused;
  const strange = column.allowed.length && values.find(({ value }) => !column.allowed.includes(value));
  if (strange) return { refusal: `“${told(strange.value)}”不在允许的值里。` };
  const sources = [...new Set(values.map(({ value }) => written(value)))];
  if (!isNot) return { source: sources.join(', ') };
  return { source: sources.length === 1 ? `? != ${sources[0]}` : `? not in (${sources.join(', ')})` };
}

/** Splits what was typed at 、 and commas; what stands in quotes stays whole. */
function split(text) {
  const parts = [...text.matchAll(/“([^”]*)”|"([^"]*)"|([^、，,；;]+)/g)];
  return parts.map(([, curly, straight, bare]) => ({ text: (curly ?? straight ?? bare).trim(), isQuoted: bare === undefined })).filter(({ text: each, isQuoted }) => each || isQuoted);
}

function valueTyped(text, kind) {
  const plain = text.replace(/[０-９．－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const truth = { 是: true, 否: false, true: true, false: false, True: true, False: false }[plain];
  if (kind === 'boolean') return truth === undefined ? { refusal: `“${text}”不是“是”或“否”。` } : { value: truth };
  if (kind === 'number' || kind === 'integer') {
    if (!NUMBER.test(plain)) return { refusal: `“${text}”不是数。` };
    if (kind === 'integer' && !Number.isInteger(Number(plain))) return { refusal: `“${text}”不是整数。` };
    return { value: Number(plain) };
  }
  if (kind === 'date') return dayTyped(plain, text);
  if (kind === '' && truth !== undefined) return { value: truth };
  return { value: kind === '' && NUMBER.test(plain) ? Number(plain) : text };
}

function dayTyped(plain, text) {
  const [, year, month, day] = DATE.exec(plain.replace(/[年月/.]/g, '-').replace(/日$/, '')) || [];
  const value = year && `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const isDay = value && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
  return isDay ? { value } : { refusal: `“${text}”不是日期，写成 2026-01-31。` };
}

/** What a cell of the column may be typed as, in a few words. */
export function hint({ kind, isInput, allowed }) {
  if (!isInput) return kind === 'number' || kind === 'integer' ? '一个数；或 = 和表达式' : kind === 'date' ? '2026-01-31；或 = 和表达式' : '一个结果；或 = 和表达式';
  if (kind === 'number' || kind === 'integer') return '5、<5、>=5 且 <50、5～50；空着是任意';
  if (kind === 'date') return '2026-01-31、<2026-01-31、2026-01-01～2026-01-31；空着是任意';
  return allowed.length ? '几个值用、隔开；不是 甲；空着是任意' : '几个值用、隔开；不是 甲；= 和表达式；空着是任意';
}

/** A sample as it was typed, as the engine gets it: what is no value of its kind stays text. */
export const sampleOf = (text, kind) => {
  if (!text.trim()) return null;
  const { value, refusal } = valueTyped(text.trim(), kind);
  return refusal ? text.trim() : value;
};
