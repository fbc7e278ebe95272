/** Counts rows of tables exactly: what a question asks of them is compared with every row. */
import { cellNumber } from './cell-number.ts';
import { wordsOf } from './follow-up-words.ts';
import { fold, isGrammar } from './grammar-words.ts';
import type { TableRow } from './walk-parts.ts';
import { topicOf } from './walk-topic.ts';
import { sameWord } from './word-forms.ts';

export interface Table {
  /** Cells of the row that says what the columns are. */
  header: string[] | undefined;
  /** Without the header. */
  rows: (TableRow & { cells: string[] })[];
}

/** What rows must hold to be counted. */
export interface RowQuestion {
  /** What the rows are called: "invoices". '' for rows, entries, records. */
  called: string;
  /** Folded words, each with the way it was written. */
  words: { folded: string; text: string }[];
  compare: { how: 'over' | 'under' | 'from' | 'to' | 'between'; value: number; other: number; text: string } | undefined;
}

const LONGEST_HEADER_WORDS = 4;

/** Tells the header from the rows: no numbers in it, no cell twice, and numbers or many rows below it. */
export function readTable(rows: readonly TableRow[]): Table {
  const all = rows.map((row) => ({ ...row, cells: row.text.split('\t').map((cell) => cell.trim()) }));
  const [first, ...rest] = all;
  if (!first || rest.length === 0) return { header: undefined, rows: all };
  const named = first.cells.filter((cell) => cell !== '');
  const short = named.length > 1 && new Set(named.map(fold)).size === named.length && named.every((cell) => !/^[\p{N}$€£]/u.test(cell) && wordsOf(cell).length <= LONGEST_HEADER_WORDS);
  const below = rest.some(({ cells }) => cells.some((cell) => /\p{N}/u.test(cell)));
  const isHeader = short && (below || rest.length > 1);
  return isHeader ? { header: first.cells, rows: rest } : { header: undefined, rows: all };
}

const NUMBER = String.raw`([$€£¥]?\s?\d[\d.,'’]*\d|[$€£¥]?\s?\d)`;
const COMPARISONS: readonly (readonly [NonNullable<RowQuestion['compare']>['how'], RegExp])[] = [
  ['between', new RegExp(String.raw`(?:between|zwischen|entre)\s+${NUMBER}\s*(?:\p{L}+\s+)?(?:and|und|y)\s+${NUMBER}`, 'iu')],
  ['from', new RegExp(String.raw`(?:at least|no less than|not less than|>=|≥|mindestens|al menos|como mínimo)\s*${NUMBER}`, 'iu')],
  ['to', new RegExp(String.raw`(?:at most|up to|no more than|not more than|<=|≤|höchstens|bis zu|como máximo|hasta)\s*${NUMBER}`, 'iu')],
  ['over', new RegExp(String.raw`(?:over|above|more than|greater than|higher than|larger than|exceed(?:s|ing)?|>|über|mehr als|größer als|höher als|más de|mayor(?:es)? (?:que|de|a)|superior(?:es)? a)\s*${NUMBER}`, 'iu')],
  ['under', new RegExp(String.raw`(?:under|below|less than|lower than|smaller than|<|unter|weniger als|kleiner als|niedriger als|menos de|menor(?:es)? (?:que|de|a)|inferior(?:es)? a)\s*${NUMBER}`, 'iu')],
];
/** Words that say nothing about a row. */
const IDLE = new Set('rows row entries entry records record items item lines line table tables spreadsheet value values column columns where whose euro euros eur usd gbp dollar dollars pounds there hay tabla filas fila tabelle zeilen zeile eintrage spalte than most least up more less valor sent dated gibt es'.split(' '));

export function readRowQuestion(question: string): RowQuestion {
  const found = comparisonIn(question);
  const rest = found ? question.replace(found.match, ' ') : question;
  const called = fold(CALLED.exec(question)?.[1] ?? '');
  const words = wordsOf(topicOf(rest)).filter(({ folded }) => !isGrammar(folded) && !IDLE.has(folded) && folded !== called);
  return { called: IDLE.has(called) ? '' : called, words: words.map(({ folded, text }) => ({ folded, text })), compare: found?.compare };
}

function comparisonIn(question: string): { match: string; compare: RowQuestion['compare'] } | undefined {
  for (const [how, pattern] of COMPARISONS) {
    const match = pattern.exec(question);
    const value = match ? cellNumber(match[1]!) : undefined;
    if (!match || value === undefined) continue;
    return { match: match[0], compare: { how, value, other: cellNumber(match[2] ?? '') ?? value, text: match[0].replace(/\s+/gu, ' ') } };
  }
  return undefined;
}

const CALLED = /(?:how many|number of|count(?: all| the| of)*|cuánt[oa]s|wie ?viele?|zähle(?: alle| die)?)\s+(?:(?:the|of|all|my|our|los|las|die|alle)\s+)*(\p{L}+)/iu;

export interface RowCount {
  rows: Table['rows'];
  /** What was asked of them, in words: "Amount over 500". '' when all rows were counted. */
  condition: string;
}

/** @returns `undefined` when this table has no column or no words that the question could mean */
export function countRows(table: Table, question: RowQuestion): RowCount | undefined {
  const columns = question.words.map(({ folded }) => columnOf(table, folded)).filter((column) => column >= 0);
  const words = question.words.filter(({ folded }) => columnOf(table, folded) < 0);
  const compared = question.compare ? comparedColumn(table, columns) : undefined;
  if (question.compare && compared === undefined) return undefined;
  // A word that no row has may mean a date or a sum: then nothing exact can be said.
  if (words.some((word) => !table.rows.some((row) => holds(row.cells, word.folded)))) return undefined;
  const only = columns.length === 1 && !question.compare ? columns[0] : undefined;
  const fits = ({ cells }: { cells: readonly string[] }) =>
    words.every((word) => holds(only === undefined ? cells : [cells[only] ?? ''], word.folded)) && (compared === undefined || passes(cells[compared] ?? '', question.compare!));
  const named = (column: number | undefined, other: string) => (column === undefined ? other : (table.header?.[column] ?? other));
  const conditions = [
    ...words.map(({ text }) => `${named(only, '')} “${text}”`.trim()),
    ...(question.compare ? [`${named(compared, 'the amount')} ${question.compare.text}`] : []),
  ];
  return { rows: table.rows.filter(fits), condition: conditions.join(', ') };
}

/** Number of the column that the header calls so; -1 when none is. */
const columnOf = ({ header }: Table, word: string): number => header?.findIndex((cell) => wordsOf(cell).some(({ folded }) => isSame(folded, word))) ?? -1;

const holds = (cells: readonly string[], word: string): boolean => cells.some((cell) => wordsOf(cell).some(({ folded }) => isSame(folded, word)));
const isSame = (a: string, b: string): boolean => a === b || (a.length > 3 && b.length > 3 && !/\p{N}/u.test(a + b) && sameWord(a, b));

function passes(cell: string, { how, value, other }: NonNullable<RowQuestion['compare']>): boolean {
  const own = cellNumber(cell);
  if (own === undefined) return false;
  switch (how) {
    case 'over': return own > value;
    case 'under': return own < value;
    case 'from': return own >= value;
    case 'to': return own <= value;
    case 'between': return own >= Math.min(value, other) && own <= Math.max(value, other);
  }
}

const AMOUNT = /amount|total|price|sum|value|fee|cost|net|gross|betrag|preis|summe|kosten|brutto|netto|importe|precio|coste/iu;
const NO_AMOUNT = /^(?:#|no\.?|nr\.?|id|number|nummer|número|year|jahr|año|date|datum|fecha)$|(?:\s|^)(?:no\.?|nr\.?|id|number)$/iu;

/** The column that the question names, the one that holds sums, or the only one with numbers. Most of its cells must be numbers. */
function comparedColumn({ header, rows }: Table, named: readonly number[]): number | undefined {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const numeric = Array.from({ length: width }, (_, i) => i).filter((i) => rows.filter(({ cells }) => cellNumber(cells[i] ?? '') !== undefined).length > rows.length / 2);
  const byName = named.find((i) => numeric.includes(i));
  if (byName !== undefined) return byName;
  const amounts = numeric.filter((i) => AMOUNT.test(header?.[i] ?? ''));
  if (amounts.length === 1) return amounts[0];
  const others = numeric.filter((i) => !NO_AMOUNT.test(header?.[i]?.trim() ?? ''));
  return others.length === 1 ? others[0] : undefined;
}
