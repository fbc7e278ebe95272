/** What only the writing tab does: everything that changes what is stored. */
import type { Extraction, ExtractApi } from '../contract/extraction.ts';
import type { EmbedApi, EmbeddingProfile } from '../contract/embedding.ts';
import type { LibraryCommands, LibrarySnapshot } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import { proxy } from 'comlink';
import { CHUNKER } from '../chunking/cut.ts';
import { EXTRACTORS } from '../extract/extractors.ts';
import { Ingest, type IngestParts } from '../ingest/ingest.ts';
import { UNCOUNTED } from '../ingest/next-step.ts';
import { createShelf } from '../ingest/shelf.ts';
import { buildLexicalSegment } from '../lexical-index/lexical-segment.ts';
import { defaultSettings, limits } from '../settings/settings.ts';
import { branchConversation, deleteAnswers, deleteConversation, putAnswer, rateAnswer, renameConversation } from '../storage/answers.ts';
import {
  allDocuments, changeDocuments, deleteDocuments, layoutOf, putDocument, putExtraction, putProblem, putVectors, putWords,
  replaceDocument, textOf, vectorsOf, wordsOf,
} from '../storage/documents.ts';
import { type Originals } from '../storage/originals.ts';
import type { Db } from '../storage/schema.ts';
import { beginEpoch, createWrite, type Write } from '../storage/write.ts';
import { buildVectorSegment } from '../vector-index/vector-segment.ts';
import type { Colleague } from './colleague.ts';
import { BUILT_IN, type EmbeddingModels } from './embedding-models.ts';
import type { Holdings } from './holdings.ts';
import { VersionBuilder } from './version-builder.ts';
import type { Versions } from './versions.ts';

export interface WriterParts {
  db: Db;
  originals: Originals;
  holdings: Holdings;
  extract: Colleague<ExtractApi>;
  embed: Colleague<EmbedApi>;
  models: EmbeddingModels;
  versions: Versions;
  onSnapshot(snapshot: LibrarySnapshot): Promise<void>;
  announce(id: DocumentId): void;
  /** Tells the other tabs that another index version answers. */
  announceSpace(): void;
}

/** Starts a new epoch, shows what is stored and goes on with what is unfinished. */
export async function startWriter(parts: WriterParts) {
  const { db, originals, versions, models, holdings } = parts;
  const write = createWrite(db, await beginEpoch(db));
  versions.use(await versions.look());
  void versions.space().then((space) => space && holdings.useSpace(space.name, space.dimensions));
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
  const wantedPassages = models.builtIn().then((found) => ('code' in found ? undefined : found)).then(passagesStamp);
  const ingest = new Ingest(ingestParts(parts, write), shelf, defaultSettings, wantedPassages, () => versions.space());
  const started = ingest.start(records.toSorted((a, b) => a.addedAt - b.addedAt));
  const builder = new VersionBuilder({ db, write, models, versions, holdings, ingest, shelf, announceSpace: parts.announceSpace });
  // What is missing from a version is known once every document is on the shelf.
  void started.then(() => builder.start());
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
    readAgain: (ids) => ingest.readAgain(ids),
    ...builder.commands,
    pause: async () => ingest.pause(),
    resume: async () => ingest.resume(),
    keepAnswer: (answer) => putAnswer(write, answer),
    removeAnswers: (ids) => deleteAnswers(write, ids),
    rateAnswer: (id, rating) => rateAnswer(write, id, rating),
    renameConversation: (id, title) => renameConversation(write, id, title),
    removeConversation: (id) => deleteConversation(write, id),
    branchConversation: (newId, answerId) => branchConversation(write, newId, answerId),
  };
  return { commands, shelf, started };
}
export type Writer = Awaited<ReturnType<typeof startWriter>>;

/**
 * Passages are cut by the tokens of the model that came with the page, whichever model searches: so they, and everything that points at
 * them, stay the same when a person changes models.
 */
function passagesStamp(ruler: EmbeddingProfile | undefined): string {
  return `${CHUNKER}/${defaultSettings.passageTokens}${ruler ? `/${BUILT_IN}` : UNCOUNTED}`;
}

function ingestParts({ db, originals, holdings, extract, embed, models, versions, announce }: WriterParts, write: Write): IngestParts {
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
    countTokens: async (texts) => ('code' in (await models.builtIn()) ? texts.map(roughTokens) : embed.run((api) => api.countTokens(texts))),
    embed: (signal, texts) => versions.embedPassages(signal, texts),
    replaceDocument: (id, remade) => replaceDocument(write, id, remade),
    readerOf: (format) => EXTRACTORS[format],
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
