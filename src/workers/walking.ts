/** Joins walking through whole documents to the library: which documents there are, what their sentences mean, and where their tables stand. */
import type { AskEvent, AskRequest } from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import type { Block } from '../contract/extraction.ts';
import type { DocumentId, Span } from '../contract/range.ts';
import type { Passage } from '../contract/search.ts';
import type { DocumentRecord } from '../contract/stored.ts';
import { walkDocuments, type WalkedThrough, type WalkMode } from '../generation/walk.ts';
import type { TableRow, WalkDocument, WalkParts, WalkWriter } from '../generation/walk-parts.ts';
import { findCandidates } from '../retrieval/candidates.ts';
import { isInOneOf } from '../retrieval/leaning.ts';
import type { RetrievalParts } from '../retrieval/parts.ts';
import { titled } from '../retrieval/titled.ts';
import { openTopic } from '../retrieval/topic.ts';

/** Hits looked at to find the documents that fit a question best. */
const HITS = 200;
/** Sentences that tell in which language a document is. */
const SAMPLE = 20;

export interface WalkingParts {
  retrieval: RetrievalParts;
  /** Documents that can be found, with the number of their passages. */
  documents(): readonly { id: DocumentId; passages: number }[];
  record(id: DocumentId): Pick<DocumentRecord, 'name' | 'title'> | undefined;
  text(id: DocumentId): Promise<string | undefined>;
  layout(id: DocumentId): Promise<{ blocks: readonly Block[] } | undefined>;
}

/**
 * @param writer absent: the answer is made of quotations
 * @returns `undefined` when there is nothing to walk through: then the best passages must do
 * @throws the signal's reason
 */
export function walkLibrary(
  signal: AbortSignal, parts: WalkingParts, asked: { mode: WalkMode; question: string; scope: AskRequest['scope']; writer?: WalkWriter | undefined }, onEvent: OnEvent<AskEvent>,
): Promise<WalkedThrough | undefined> {
  const { mode, question, scope, writer } = asked;
  const { retrieval } = parts;
  const walkParts: WalkParts = {
    documents: documentsOf(parts, scope),
    narrowed: scope !== 'all',
    passage: async (id, number) => retrieval.passage(id, number),
    sentences: (passage) => sentencesOf(retrieval, passage),
    bestFitting: (own, text, ids) => bestFitting(own, retrieval, text, ids),
    topic: (own, text, ids) => openTopic(own, retrieval, text, ids),
    embed: async (own, texts) => (isKnown(retrieval, texts) ? retrieval.embedSentences(own, texts) : undefined),
    tables: (id) => tablesOf(parts, id),
    ...(writer && { writer }),
  };
  return walkDocuments(signal, walkParts, mode, question, onEvent);
}

/** In the order in which a person looks for them: by name. */
function documentsOf(parts: WalkingParts, scope: AskRequest['scope']): WalkDocument[] {
  const wanted = scope === 'all' ? undefined : new Set(scope);
  return parts.documents()
    .filter(({ id, passages }) => passages > 0 && (wanted?.has(id) ?? true))
    .flatMap(({ id, passages }) => {
      const record = parts.record(id);
      return record ? [{ id, passages, name: record.name, ...(record.title ? { title: record.title } : {}) }] : [];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

function sentencesOf(retrieval: RetrievalParts, passage: Passage): Span[] {
  const { start: offset } = passage.range;
  return titled(passage, retrieval.sentences(passage.text, { start: 0, end: passage.text.length })).sentences.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
}

async function bestFitting(signal: AbortSignal, retrieval: RetrievalParts, text: string, ids: readonly DocumentId[]): Promise<DocumentId[]> {
  const { ranked } = await findCandidates(signal, retrieval, { text, scope: [...ids], limit: HITS, wordsOnly: false });
  return [...new Set(ranked.map(({ documentId }) => documentId))];
}

/** Vectors of a language that the model was not made for say less than the words do. */
function isKnown({ meaning }: RetrievalParts, texts: readonly string[]): boolean {
  return meaning !== undefined && isInOneOf(meaning.languages, texts.slice(0, SAMPLE).join(' '));
}

/** Rows that follow each other make a table. */
async function tablesOf(parts: WalkingParts, id: DocumentId): Promise<TableRow[][]> {
  const layout = await parts.layout(id);
  if (!layout?.blocks.some(({ kind }) => kind === 'table-row')) return [];
  const text = (await parts.text(id)) ?? '';
  const tables: TableRow[][] = [];
  let open = false;
  for (const { kind, start, end } of layout.blocks) {
    if (kind === 'table-row') {
      if (!open) tables.push([]);
      tables.at(-1)!.push({ start, end, text: text.slice(start, end) });
    }
    open = kind === 'table-row';
  }
  return tables;
}
