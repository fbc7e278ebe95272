/**
 * Makes everything of one document anew, in memory, and hands it over whole: the old text and index answer until then, and a crash on the
 * way leaves them as they were.
 */
import type { OnEvent } from '../contract/events.ts';
import type { ExtractEvent, Extraction } from '../contract/extraction.ts';
import type { DocumentRecord, VectorsRecord, WordsRecord } from '../contract/stored.ts';
import type { Settings } from '../settings/settings.ts';
import { indexMeaning, indexWords, readDocument, type StepParts } from './steps.ts';

/** A document as it would be after its steps. */
export interface Remade {
  extraction: Extraction;
  words: WordsRecord;
  vectors: VectorsRecord[];
}

/**
 * @param stampFor names what passages are made with, for a reader
 * @param space embedding space to make vectors in; `undefined` while no model can run
 * @throws Problem as the steps do; the signal's reason once it is aborted
 */
export async function remake(
  signal: AbortSignal,
  parts: StepParts,
  { record, password }: { record: DocumentRecord; password: string | undefined },
  wanted: { stampFor: (extractor: string) => string; settings: Settings; space: { name: string; dimensions: number } | undefined },
  onEvent: OnEvent<ExtractEvent>,
): Promise<Remade> {
  let extraction: Extraction | undefined;
  let words: WordsRecord | undefined;
  const vectors: VectorsRecord[] = [];
  // The steps themselves, with a desk to lay their results on in place of the library.
  const desk: StepParts = {
    ...parts,
    putExtraction: async (_id, read) => void (extraction = read),
    text: async () => extraction?.text,
    layout: async () => extraction,
    putWords: async (made) => void (words = made),
    putVectors: async (batch) => void vectors.push(batch),
  };
  const read = await readDocument(signal, desk, record, password, onEvent);
  const cut = await indexWords(signal, desk, record, wanted.stampFor(read.extractor), wanted.settings);
  if (wanted.space) {
    const target = { space: wanted.space.name, dimensions: wanted.space.dimensions, done: 0 };
    await indexMeaning(signal, desk, cut, target, async () => signal.throwIfAborted());
  }
  return { extraction: read, words: words ?? cut, vectors };
}
