// Cells to and from the clipboard, as spreadsheets give them: a line a row, a tab a column.
import { read, typed } from './table_cells.js';

/** What the clipboard gets of a cell. */
export function copied({ columns, rows }, { row, place }) {
  return columns[place] ? typed(rows[row].cells[place], columns[place]) : rows[row]?.note || '';
}

/** What pasted text writes, from a cell on: { changes }, or { refusal } at the first that does not fit. */
export function pasted({ columns, rows }, { row, place }, text) {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/).slice(0, rows.length - row);
  const changes = [];
  for (const [down, line] of lines.entries()) {
    for (const [right, said] of line.split('\t').slice(0, columns.length + 1 - place).entries()) {
      const at = { row: row + down, place: place + right };
      const column = columns[at.place];
      const { source, refusal } = column ? read(said, column) : { source: said.trim() };
      if (refusal) return { refusal: `没有粘贴：第 ${at.row + 1} 行“${column.label}”：${refusal}` };
      changes.push({ ...at, text: source });
    }
  }
  return { changes };
}
