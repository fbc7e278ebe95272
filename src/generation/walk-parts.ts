/** What walking through whole documents needs, handed in, and what it may cost. */
import type { DraftSentence, Evidence, Generator } from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import type { DocumentId, Span } from '../contract/range.ts';
import type { Passage } from '../contract/search.ts';
import { nextTask } from './next-task.ts';

/** Passages read for one answer: about 20 seconds of an ordinary machine, and some 3,000 pages. */
export const MOST_PASSAGES = 20_000;
/** Passages cited in one answer. A longer list is not read to its end, and is better asked for in parts. */
export const MOST_ITEMS = 40;
/** Passages between two signs of progress, and between two looks at the signal. */
const BATCH = 32;

export interface WalkDocument {
  id: DocumentId;
  name: string;
  title?: string;
  passages: number;
}

export interface NumberedPassage {
  /** Its number in the document, from 0. */
  number: number;
  passage: Passage;
}

/** Canonical offsets, and what stands there. */
export interface TableRow extends Span {
  text: string;
}

/** How much each sentence is about something that was asked for. */
export interface Topic {
  /** From here on, 0 to 1, a sentence is about it. */
  floor: number;
  /** A row for each passage: its sentences (canonical offsets), without titles. */
  rate(signal: AbortSignal, passages: readonly NumberedPassage[]): Promise<(Span & { score: number })[][]>;
}

/** The model that writes, as a generator: it sees evidence, and cites it. */
export interface WalkWriter {
  generator: Generator;
  /** Room for evidence, in its tokens. */
  evidenceTokens: number;
}

export interface WalkParts {
  /** Those that may be walked through. */
  documents: readonly WalkDocument[];
  /** A person chose them. */
  narrowed: boolean;
  passage(id: DocumentId, number: number): Promise<Passage | undefined>;
  /** Sentences of a passage in canonical offsets, without titles. */
  sentences(passage: Passage): Span[];
  /** Documents that fit a text best, best first. */
  bestFitting(signal: AbortSignal, text: string, ids: readonly DocumentId[]): Promise<DocumentId[]>;
  topic(signal: AbortSignal, text: string, ids: readonly DocumentId[]): Promise<Topic>;
  /** Unit vectors one after the other; `undefined` when no model can run, or it does not know the language. */
  embed(signal: AbortSignal, texts: string[]): Promise<Float32Array | undefined>;
  /** The tables of a document, in order: the rows of each, cells parted by tabs. */
  tables(id: DocumentId): Promise<TableRow[][]>;
  /** Absent: the answer is made of quotations. */
  writer?: WalkWriter;
}

/** What a walk made, before the program has looked any citation up. */
export interface WalkMade {
  sentences: DraftSentence[];
  items: Evidence[];
  strength: number;
  floor: number;
}

export type OnWalking = OnEvent<{ type: 'walking'; done: number; of: number }>;

/** How far a walk is. Passes that follow each other share one count. */
export interface Walk {
  /** Every passage of the documents, in order, a few at a time. What is beyond the limit is left out. @throws the signal's reason */
  passages(documents: readonly WalkDocument[]): AsyncGenerator<NumberedPassage[]>;
  /** Passages read so far. */
  readonly done: number;
}

/** @param of passages of all passes together */
export function startWalk(signal: AbortSignal, parts: Pick<WalkParts, 'passage'>, of: number, onWalking: OnWalking): Walk {
  let done = 0;
  return {
    get done() {
      return done;
    },
    async *passages(documents) {
      for (const { id, passages } of documents) {
        for (let first = 0; first < passages; first += BATCH) {
          signal.throwIfAborted();
          const numbers = Array.from({ length: Math.min(BATCH, passages - first) }, (_, i) => first + i);
          const found = await Promise.all(numbers.map(async (number) => ({ number, passage: await parts.passage(id, number) })));
          yield found.flatMap(({ number, passage }) => (passage ? [{ number, passage }] : []));
          done += numbers.length;
          await onWalking({ type: 'walking', done, of });
          await nextTask();
        }
      }
      signal.throwIfAborted();
    },
  };
}

/** As `passages`, one by one. */
export async function* eachPassage(walk: Pick<Walk, 'passages'>, documents: readonly WalkDocument[]): AsyncGenerator<Passage> {
  for await (const batch of walk.passages(documents)) for (const { passage } of batch) yield passage;
}

/** The documents as far as the limit goes, the last one in part. */
export function withinLimit(documents: readonly WalkDocument[], most: number = MOST_PASSAGES): { documents: WalkDocument[]; left: number } {
  let room = most;
  const within: WalkDocument[] = [];
  for (const document of documents) {
    if (room > 0) within.push({ ...document, passages: Math.min(room, document.passages) });
    room -= document.passages;
  }
  return { documents: within, left: Math.max(0, -room) };
}
