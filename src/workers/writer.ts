/** What only the writing tab does: everything that changes what is stored. */
import type { Extraction, ExtractApi } from '../contract/extraction.ts';
import type { EmbedApi } from '../contract/embedding.ts';
import type { LibraryCommands, LibrarySnapshot } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import { proxy } from 'comlink';
import { Ingest, type IngestParts, type Space } from '../ingest/ingest.ts';
import { createShelf } from '../ingest/shelf.ts';
import { buildLexicalSegment } from '../lexical-index/lexical-segment.ts';
import { defaultSettings, limits } from '../settings/settings.ts';
import { deleteAnswers, putAnswer } from '../storage/answers.ts';
import {
  allDocuments, changeDocuments, deleteDocuments, layoutOf, putDocument, putExtraction, putProblem, putVectors, putWords, textOf,
  vectorsOf, wordsOf,
} from '../storage/documents.ts';
import { type Originals } from '../storage/originals.ts';
import type { Db } from '../storage/schema.ts';
import { beginEpoch, createWrite } from '../storage/write.ts';
import { buildVectorSegment } from '../vector-index/vector-segment.ts';
import type { Colleague } from './colleague.ts';
import type { Holdings } from './holdings.ts';

export interface WriterParts {
  db: Db;
  originals: Originals;
  holdings: Holdings;
  extract: Colleague<ExtractApi>;
  embed: Colleague<EmbedApi>;
  space: Promise<Space>;
  /** Names what passages are made with. */
  wantedPassages: Promise<string>;
  onSnapshot(snapshot: LibrarySnapshot): Promise<void>;
  announce(id: DocumentId): void;
}

/** Starts a new epoch, shows what is stored and goes on with what is unfinished. */
export async function startWriter(parts: WriterParts) {
  const { db, originals } = parts;
  const write = createWrite(db, await beginEpoch(db));
  const records = await allDocuments(db);
  const known = new Set(records.map(({ id }) => id));
  for (const id of await originals.list()) {
    if (known.has(id)) continue;
    const label = await originals.label(id);
    const file = label && (await originals.get(id));
    if (!label || !file) {
      await originals.delete(id);
      continue;
    }
    // The database lost this document, its original did not: it is read again.
    const record = { id, ...label, bytes: file.size };
    await putDocument(write, record);
    records.push(record);
  }
  const shelf = createShelf(parts.onSnapshot);
  const ingest = new Ingest(ingestParts(parts, write), shelf, defaultSettings, parts.wantedPassages, parts.space);
  const started = ingest.start(records.toSorted((a, b) => a.addedAt - b.addedAt));
  await shelf.flush();
  const commands: LibraryCommands = {
    add: (files) => ingest.add(files),
    cancel: (id) => ingest.cancel(id),
    remove: (ids) => ingest.remove(ids),
    restore: (ids) => ingest.restore(ids),
    forget: (ids) => ingest.forget(ids),
    retry: (id, password) => ingest.retry(id, password),
    dismiss: async (key) => {
      shelf.refused.delete(key);
      shelf.changed();
    },
    pause: async () => ingest.pause(),
    resume: async () => ingest.resume(),
    keepAnswer: (answer) => putAnswer(write, answer),
    removeAnswers: (ids) => deleteAnswers(write, ids),
  };
  return { commands, shelf, started };
}
export type Writer = Awaited<ReturnType<typeof startWriter>>;

function ingestParts({ db, originals, holdings, extract, embed, space, announce }: WriterParts, write: ReturnType<typeof createWrite>): IngestParts {
  const read: IngestParts['extract'] = (signal, file, fileName, password, onEvent) =>
    extract.runOrKill<Extraction>(
      signal,
      limits.extractSilenceSeconds,
      (api, alive) =>
        api.extract(file, fileName, password, proxy((event) => {
          alive();
          return onEvent(event);
        })),
      () => new Problem('file-too-slow', { fileName, seconds: limits.extractSilenceSeconds }),
    );
  return {
    digest: async (bytes) => hex(await crypto.subtle.digest('SHA-256', bytes)),
    original: originals.get,
    putOriginal: (id, bytes, { name, mediaType, addedAt }) => originals.put(id, bytes, { name, mediaType, addedAt }),
    deleteOriginal: originals.delete,
    extract: read,
    text: (id) => textOf(db, id),
    layout: (id) => layoutOf(db, id),
    words: (id) => wordsOf(db, id),
    vectors: (space, id) => vectorsOf(db, space, id),
    putDocument: (record) => putDocument(write, record),
    putExtraction: (id, extraction) => putExtraction(write, id, extraction),
    putProblem: (id, problem) => putProblem(write, id, problem),
    changeDocuments: (ids, change) => changeDocuments(write, ids, change),
    deleteDocuments: (ids) => deleteDocuments(write, ids),
    putWords: (words) => putWords(write, words),
    putVectors: (vectors) => putVectors(write, vectors),
    countTokens: async (texts) => ((await space) ? embed.run((api) => api.countTokens(texts)) : texts.map(roughTokens)),
    embed: (signal, texts) => embed.run((api) => api.embed(signal, 'document', texts)),
    buildLexicalSegment,
    buildVectorSegment,
    index: {
      setWords(words) {
        holdings.setWords(words);
        announce(words.id);
      },
      addVectors(vectors) {
        holdings.addVectors(vectors);
        announce(vectors.id);
      },
      drop(id) {
        holdings.drop(id);
        announce(id);
      },
    },
  };
}

/** Used while no model can run. English has about four characters to a token; other scripts fewer, so passages get shorter. */
const roughTokens = (text: string) => Math.ceil(text.length / 4);

const hex = (digest: ArrayBuffer) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
