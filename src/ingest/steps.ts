/** The three steps from a file to something that can be found. Each ends in one transaction, so a crash repeats one step or one batch. */
import { cut } from '../chunking/cut.ts';
import type { OnEvent } from '../contract/events.ts';
import type { Block, ExtractEvent, Extraction, Page } from '../contract/extraction.ts';
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord, VectorsRecord, WordsRecord } from '../contract/stored.ts';
import type { Settings } from '../settings/settings.ts';

/** What the steps need from rooms that ingest may not import. The worker entry hands the real ones in. */
export interface StepParts {
  original(id: DocumentId): Promise<Blob | undefined>;
  /** Reads a file in the extract worker. Aborting kills that worker. */
  extract(signal: AbortSignal, file: Blob, fileName: string, password: string | undefined, onEvent: OnEvent<ExtractEvent>): Promise<Extraction>;
  putExtraction(id: DocumentId, extraction: Extraction): Promise<void>;
  text(id: DocumentId): Promise<string | undefined>;
  layout(id: DocumentId): Promise<{ blocks: Block[]; pages: Page[] } | undefined>;
  countTokens(texts: string[]): Promise<ArrayLike<number>>;
  buildLexicalSegment(passages: readonly string[]): ArrayBuffer;
  putWords(words: WordsRecord): Promise<void>;
  /** Unit vectors of document passages, one after the other. */
  embed(signal: AbortSignal, texts: string[]): Promise<Float32Array>;
  buildVectorSegment(vectors: Float32Array, dimensions: number): ArrayBuffer;
  putVectors(vectors: VectorsRecord): Promise<void>;
}

/** Passages in one call of the model and one transaction: the most that a crash makes us do again. */
const EMBED_BATCH = 128;

export async function readDocument(
  signal: AbortSignal,
  parts: StepParts,
  record: DocumentRecord,
  password: string | undefined,
  onEvent: OnEvent<ExtractEvent>,
): Promise<Extraction> {
  const file = await parts.original(record.id);
  if (!file) throw new Problem('document-missing', { fileName: record.name });
  signal.throwIfAborted();
  const extraction = await parts.extract(signal, file, record.name, password, onEvent);
  signal.throwIfAborted();
  await parts.putExtraction(record.id, extraction);
  return extraction;
}

/** Cuts the stored text into passages and indexes their words. */
export async function indexWords(
  signal: AbortSignal,
  parts: StepParts,
  record: DocumentRecord,
  stamp: string,
  settings: Settings,
): Promise<WordsRecord> {
  const [text, layout] = await Promise.all([parts.text(record.id), parts.layout(record.id)]);
  if (text === undefined || !layout) throw new Problem('document-missing', { fileName: record.name });
  const { passages } = await cut(text, layout.blocks, parts.countTokens, settings);
  signal.throwIfAborted();
  const paths = new Map<string, number>();
  const headings: string[][] = [];
  const headingOf = passages.map((passage) => {
    const key = JSON.stringify(passage.headings);
    if (!paths.has(key)) paths.set(key, headings.push(passage.headings) - 1);
    return paths.get(key)!;
  });
  const words: WordsRecord = {
    id: record.id,
    stamp,
    starts: Uint32Array.from([...passages.map(({ start }) => start), text.length]),
    headings,
    headingOf: Uint32Array.from(headingOf),
    pageStarts: Uint32Array.from(layout.pages, ({ start }) => start),
    pageLabels: new Map(layout.pages.flatMap(({ number, label }) => (label === undefined ? [] : [[number, label] as const]))),
    segment: parts.buildLexicalSegment(passages.map((passage) => searchedText(text, passage))),
  };
  signal.throwIfAborted();
  await parts.putWords(words);
  return words;
}

/** A passage is searched together with the headings above it, which often hold the word that a person looks for. */
export function searchedText(text: string, { start, end, headings }: { start: number; end: number; headings: string[] }): string {
  const own = text.slice(start, end);
  // A passage that begins a section holds its own heading already.
  const above = headings.filter((heading) => !own.includes(heading));
  return above.length > 0 ? `${above.join('\n')}\n${own}` : own;
}

export type MeaningParts = Pick<StepParts, 'text' | 'embed' | 'buildVectorSegment' | 'putVectors'>;

/** Gives every passage without one a vector, from `done` on. */
export async function indexMeaning(
  signal: AbortSignal,
  parts: MeaningParts,
  words: WordsRecord,
  target: { space: string; dimensions: number; done: number },
  onBatch: (batch: VectorsRecord) => Promise<void>,
): Promise<void> {
  const text = await parts.text(words.id);
  if (text === undefined) return;
  const passages = words.headingOf.length;
  for (let first = target.done; first < passages; first += EMBED_BATCH) {
    const count = Math.min(EMBED_BATCH, passages - first);
    const texts = Array.from({ length: count }, (_, i) => searchedText(text, passageOf(words, first + i)));
    const vectors = await parts.embed(signal, texts);
    signal.throwIfAborted();
    const batch: VectorsRecord = {
      space: target.space, id: words.id, firstPassage: first, stamp: words.stamp, count,
      segment: parts.buildVectorSegment(vectors, target.dimensions),
    };
    await parts.putVectors(batch);
    await onBatch(batch);
  }
}

/** Bounds and headings of one passage. */
export function passageOf(words: Omit<WordsRecord, 'segment'>, passage: number): { start: number; end: number; headings: string[] } {
  return {
    start: words.starts[passage]!,
    end: words.starts[passage + 1]!,
    headings: words.headings[words.headingOf[passage]!] ?? [],
  };
}
