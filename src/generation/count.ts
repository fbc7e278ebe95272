/** Counts what a question asks to be counted: rows of tables exactly, documents, mentions, or passages; and shows what was counted. */
import type { DraftSentence } from '../contract/answer.ts';
import type { Passage } from '../contract/search.ts';
import { fold } from './grammar-words.ts';
import { findAll, showAll, type Found } from './list-all.ts';
import { countRows, readRowQuestion, readTable, type RowCount, type RowQuestion, type Table } from './table-rows.ts';
import { WalkEvidence } from './walk-evidence.ts';
import { eachPassage, type Walk, type WalkDocument, type WalkMade, type WalkParts } from './walk-parts.ts';
import { asksForDocuments, asksForWords } from './walk-topic.ts';
import { saidOf } from './walk-words.ts';

/** "Rows", "entries": rows of a table and nothing else. */
const ROWS = /(?<!\p{L})(?:rows?|entries|entry|records?|line items?|filas?|entradas|registros|zeilen|einträge|datensätze)(?!\p{L})/iu;

export async function count(signal: AbortSignal, parts: WalkParts, walk: Walk, documents: readonly WalkDocument[], asked: { question: string; topic: string }): Promise<WalkMade> {
  const { question, topic } = asked;
  const asWritten = asksForWords(question);
  const rows = readRowQuestion(question);
  const byRows = ROWS.test(question);
  const wantsRows = byRows || rows.compare !== undefined;
  const tables = wantsRows || !asWritten ? await rowsOf(parts, documents, rows, byRows) : [];
  if (tables.length > 0) return showRows(walk, tables);
  const head = wantsRows ? [saidOf.noTable()] : [];
  if (topic === '') return countDocuments(walk, documents, head);
  const found = await findAll(signal, parts, walk, documents, { topic, asWritten });
  const made = showAll(found);
  const counted = countSentence(found, documents, topic, { words: asWritten, documents: !wantsRows && asksForDocuments(question) });
  return { ...made, sentences: [...head, counted, ...made.sentences] };
}

function countSentence({ all }: Found, documents: readonly WalkDocument[], topic: string, by: { words: boolean; documents: boolean }): DraftSentence {
  const withPlaces = all.filter(({ places, times }) => places.length > 0 || times > 0);
  if (by.documents) return saidOf.countedDocuments(withPlaces.length, documents.length, topic, by.words);
  const sum = (of: (one: Found['all'][number]) => number) => all.reduce((total, one) => total + of(one), 0);
  if (by.words) return saidOf.countedMentions(sum(({ times }) => times), withPlaces.length, topic);
  return saidOf.countedPassages(sum(({ passages }) => passages), withPlaces.length, topic);
}

/** All documents, each with its first sentence, so that a person sees what was counted. */
async function countDocuments(walk: Walk, documents: readonly WalkDocument[], head: readonly DraftSentence[]): Promise<WalkMade> {
  const evidence = new WalkEvidence();
  const sentences: DraftSentence[] = [...head, saidOf.allDocuments(documents.length)];
  for (const document of documents) {
    for await (const passage of eachPassage(walk, [{ ...document, passages: Math.min(1, document.passages) }])) {
      const line = evidence.quote({ passage, ...firstLine(passage), score: 1 }, 'item');
      if (line) sentences.push(saidOf.heading(document.name), line);
    }
  }
  return { sentences, items: evidence.items, strength: 1, floor: 0 };
}

/** Longest beginning of a document that is shown, in UTF-16 units. */
const BEGINNING_UNITS = 160;

function firstLine({ text, range }: Passage): { start: number; end: number } {
  const first = text.length - text.trimStart().length;
  const line = /^.+/u.exec(text.slice(first))?.[0] ?? '';
  const short = line.length > BEGINNING_UNITS ? line.slice(0, BEGINNING_UNITS).replace(/\s+\S*$/u, '') : line;
  return { start: range.start + first, end: range.start + first + short.trimEnd().length };
}

interface CountedTable {
  document: WalkDocument;
  table: Table;
  counted: RowCount;
}

/**
 * @param surely whether rows were asked for by that name: then any table will do
 */
async function rowsOf(parts: WalkParts, documents: readonly WalkDocument[], asked: RowQuestion, surely: boolean): Promise<CountedTable[]> {
  const found: CountedTable[] = [];
  for (const document of documents) {
    for (const rows of await parts.tables(document.id)) {
      const table = readTable(rows);
      const counted = table.rows.length > 0 && (surely || isCalled(table, document, asked)) ? countRows(table, asked) : undefined;
      if (counted) found.push({ document, table, counted });
    }
  }
  return found;
}

/** Whether the rows of a table are what the question counts: "invoices" in its header, or in the name of its document. */
function isCalled({ header }: Table, { name, title = '' }: WalkDocument, { called }: RowQuestion): boolean {
  if (called === '') return false;
  const stem = fold(called).replace(/(?:e?s|en)$/u, '');
  return [...(header ?? []), name, title].some((text) => fold(text).includes(stem));
}

/** Rows are shown where they stand: in the passage that holds them. */
async function showRows(walk: Walk, tables: readonly CountedTable[]): Promise<WalkMade> {
  const evidence = new WalkEvidence();
  const sentences: DraftSentence[] = [];
  let left = 0;
  for (const { document, table, counted } of tables) {
    sentences.push(saidOf.countedRows(counted.rows.length, table.rows.length, document.title ?? document.name, counted.condition));
    const passages: Passage[] = [];
    // Without any that fit, all were looked at: one of them shows where.
    const rows = counted.rows.length > 0 ? counted.rows : table.rows.slice(0, 1);
    for await (const passage of eachPassage(walk, [document])) if (rows.some((row) => row.start < passage.range.end && passage.range.start < row.end)) passages.push(passage);
    for (const row of rows) {
      const passage = passages.find(({ range }) => range.start <= row.start && row.start < range.end);
      const line = passage && evidence.quote({ passage, start: row.start, end: Math.min(row.end, passage.range.end), score: 1 }, 'item');
      if (line) sentences.push(line);
      else left += 1;
    }
  }
  return { sentences: left > 0 ? [...sentences, saidOf.notShown(left)] : sentences, items: evidence.items, strength: 1, floor: 0 };
}
