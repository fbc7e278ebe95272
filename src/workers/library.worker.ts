/** Composition root of the library worker: the only writer, the index, and every answer to a search or a question. */
import type { OnEvent } from '../contract/events.ts';
import type { EmbedApi } from '../contract/embedding.ts';
import type { ExtractApi } from '../contract/extraction.ts';
import type { LibraryApi, LibraryCommands, LibrarySnapshot, LoadNotes, ReadableDocument, Workshop } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord } from '../contract/stored.ts';
import { sentences } from '../chunking/sentences.ts';
import type { WriteApi } from '../contract/writer.ts';
import { graphicsFacts } from '../embedding/device-order.ts';
import { listInstalled } from '../models/installed.ts';
import { search } from '../retrieval/search.ts';
import type { RetrievalParts, VectorPart } from '../retrieval/parts.ts';
import { allAnswers, allConversations, answersOf } from '../storage/answers.ts';
import { layoutOf, textOf } from '../storage/documents.ts';
import { openOriginals } from '../storage/originals.ts';
import { openLibrary } from '../storage/schema.ts';
import { exposeEverywhere } from '../wire/expose.ts';
import { answeringParts } from './answering-parts.ts';
import { answerQuestion } from './answering.ts';
import { Colleague } from './colleague.ts';
import { findInAnswers } from './find-in-answers.ts';
import { BUILT_IN, EmbeddingModels } from './embedding-models.ts';
import { createCrashMarks } from './crash-marker.ts';
import { Follower } from './follower.ts';
import { Holdings } from './holdings.ts';
import { Tabs } from './tabs.ts';
import { Versions } from './versions.ts';
import type { GenerateApi } from './writer-ways.ts';
import { startWriter, type Writer } from './writer.ts';
import { Writers } from './writers.ts';

type Library = Awaited<ReturnType<typeof openEverything>>;

/** An idle parser holds memory for nothing; the embedding model is small and every search needs it. */
const IDLE_MS = 60_000;

const opened = Promise.withResolvers<Library>();
opened.promise.catch(() => {}); // Everyone who calls is told; before that nobody needs to be.

async function openEverything(workshop: Workshop, loads: LoadNotes, onSnapshot: OnEvent<LibrarySnapshot>) {
  // A database that is closed under us (evicted, or upgraded by another tab) ends this worker; the page starts a fresh one.
  const db = await openLibrary('carrel', () => reportError(new Error('The database was closed.')));
  const originals = await openOriginals();
  const colleagues = {
    extract: new Colleague<ExtractApi>(workshop, 'extract', IDLE_MS),
    embed: new Colleague<EmbedApi>(workshop, 'embed'),
  };
  const marks = createCrashMarks(loads);
  const models = new EmbeddingModels(colleagues.embed, workshop, marks);
  const versions = new Versions(db, models);
  const writers = new Writers({
    generate: new Colleague<GenerateApi>(workshop, 'generate'),
    browser: new Colleague<WriteApi>(workshop, 'browser-writer'),
    installed: listInstalled, graphics: graphicsFacts, marks,
  });
  versions.use(await versions.look());
  let writer: Writer | undefined;
  /** Counts how often this tab began or ceased to be the writer. */
  let term = 0;
  const recordOf = (id: DocumentId): DocumentRecord | undefined =>
    writer ? writer.shelf.entries.get(id)?.record : follower.record(id);
  const holdings = new Holdings({ record: recordOf, text: (id) => textOf(db, id) });
  const follower = new Follower(db, holdings, versions);

  const showModel = async () => {
    const embedding = await versions.state();
    writer?.shelf.show({ embedding });
  };

  const tabs = new Tabs({
    async write() {
      const mine = (term += 1);
      writer = await startWriter({
        db, originals, holdings, models, versions, ...colleagues,
        async onSnapshot(snapshot) {
          if (term !== mine) return; // Another tab writes now, and shows its own.
          tabs.showOthers(snapshot);
          await onSnapshot(snapshot);
        },
        announce: (id) => tabs.announce(id),
        announceSpace: () => tabs.announceSpace(),
      });
      models.onFound = () => void showModel();
      void showModel();
      return writer.commands;
    },
    rest() {
      term += 1;
      void writer?.commands.pause();
      writer = undefined;
      void follower.reloadAll();
    },
    // A snapshot that calls a document findable must be true in this tab too, so it waits for what came before it.
    onSnapshot: (snapshot) => void follower.settled.then(() => onSnapshot(snapshot)),
    onChanged: (ids) => void follower.reload(ids),
    onSpaceChanged: () => void follower.changeSpace(),
    snapshot: () => writer?.shelf.snapshot(),
  });
  await tabs.joined;
  if (!tabs.isWriter) await follower.reloadAll();
  return { db, originals, colleagues, holdings, models, versions, writers, tabs, recordOf, showModel, loaded: async () => writer?.started };
}

/** Longest wait of a search for its model, in milliseconds: a large one takes seconds to load, and words are there at once. */
const SEARCH_PATIENCE = 400;
/** The model that came with the page is there in a moment, and is waited for. */
async function patienceFor({ versions }: Library): Promise<number> {
  return (await versions.active())?.modelId === BUILT_IN ? Infinity : SEARCH_PATIENCE;
}

const NO_VECTORS: VectorPart = {
  nearest: () => [],
  cosines: (_, passages) => passages.map(() => Number.NaN),
  densities: (passages) => passages.map(() => Number.NaN),
  centroid: () => new Float32Array(),
};
/** A version that is put in place while its model is being fetched is seen by looking once more. */
const LOOKS = 3;

/** Vectors, and the model that they were made with: of the same version, or no model at all. */
async function samePair(holdings: Holdings, versions: Versions) {
  for (let look = 0; look < LOOKS; look += 1) {
    const searcher = await versions.searcher();
    const { vectors } = holdings;
    if (!searcher || vectors?.name === searcher.version.space) return { vectors, searcher };
  }
  return { vectors: holdings.vectors, searcher: undefined };
}

/** @param patience milliseconds to wait for a model that is being loaded; words answer alone after that */
async function retrievalParts({ holdings, versions, models, colleagues }: Library, patience = Infinity): Promise<RetrievalParts> {
  const tired = new Promise<undefined>((resolve) => patience < Infinity && setTimeout(resolve, patience));
  const { vectors, searcher } = (await Promise.race([samePair(holdings, versions), tired])) ?? { vectors: holdings.vectors, searcher: undefined };
  const embed = (signal: AbortSignal, kind: 'query' | 'document', texts: string[]) =>
    searcher ? searcher.model.embed(signal, kind, texts, searcher.version.dimensions) : Promise.resolve(undefined);
  const counts = !('code' in (await models.builtIn()));
  return {
    lexical: holdings.lexical,
    vectors: vectors?.index ?? NO_VECTORS,
    ...(searcher ? { meaning: { ...searcher.model.profile, dimensions: searcher.version.dimensions, cosineScale: searcher.scale } } : {}),
    async embedQuery(signal, text) {
      const vector = await embed(signal, 'query', [text]);
      return vector?.some((value) => value !== 0) ? vector : undefined;
    },
    embedSentences: (signal, texts) => embed(signal, 'document', texts),
    ...(counts ? { countTokens: (texts: string[]) => colleagues.embed.run((api) => api.countTokens(texts)) } : {}),
    passage: (id, passage) => holdings.passage(id, passage),
    sentences,
  };
}

async function read({ db, recordOf }: Library, id: DocumentId): Promise<ReadableDocument> {
  const record = recordOf(id);
  const [text, layout] = await Promise.all([textOf(db, id), layoutOf(db, id)]);
  if (!record?.format || !record.report || text === undefined || !layout) {
    throw new Problem('document-missing', { fileName: record?.name ?? '' });
  }
  const { name, format, report, title } = record;
  return { id, name, format, report, text, blocks: layout.blocks, pages: layout.pages, ...(title ? { title } : {}) };
}

async function original({ originals, recordOf }: Library, id: DocumentId): Promise<File> {
  const record = recordOf(id);
  const blob = await originals.get(id);
  if (!record || !blob) throw new Problem('document-missing', { fileName: record?.name ?? '' });
  return new File([blob], record.name, { type: record.mediaType, lastModified: record.addedAt });
}

const command =
  <Name extends keyof LibraryCommands>(name: Name) =>
  async (...args: Parameters<LibraryCommands[Name]>) =>
    (await opened.promise).tabs.command(name, ...args);

exposeEverywhere({
  async open(workshop, loads, onSnapshot) {
    openEverything(workshop, loads, onSnapshot).then(opened.resolve, opened.reject);
    await opened.promise;
  },
  add: command('add'),
  cancel: command('cancel'),
  remove: command('remove'),
  restore: command('restore'),
  forget: command('forget'),
  retry: command('retry'),
  dismiss: command('dismiss'),
  pause: command('pause'),
  resume: command('resume'),
  readAgain: command('readAgain'),
  useModel: command('useModel'),
  pauseBuild: command('pauseBuild'),
  resumeBuild: command('resumeBuild'),
  cancelBuild: command('cancelBuild'),
  goBack: command('goBack'),
  freePrevious: command('freePrevious'),
  keepAnswer: command('keepAnswer'),
  removeAnswers: command('removeAnswers'),
  rateAnswer: command('rateAnswer'),
  renameConversation: command('renameConversation'),
  removeConversation: command('removeConversation'),
  branchConversation: command('branchConversation'),
  async search(signal, request) {
    const library = await opened.promise;
    await library.loaded();
    const result = await search(signal, await retrievalParts(library, await patienceFor(library)), request);
    // A hit is shown at its snippet, which may be on a later page than the start of its passage.
    const at = (range: { documentId: DocumentId; start: number; end: number }) => library.holdings.place(range);
    return {
      ...result,
      hits: result.hits.map((hit) => ({ ...hit, passage: { ...hit.passage, place: at({ ...hit.passage.range, start: hit.snippet.start }) } })),
    };
  },
  async ask(signal, request, onEvent) {
    const library = await opened.promise;
    await library.loaded();
    return answerQuestion(signal, answeringParts({ ...library, retrieval: () => retrievalParts(library), embedBuiltIn: (at, texts) => library.colleagues.embed.run((api) => api.embed(at, 'document', texts)) }), request, onEvent);
  },
  usableModels: async () => (await opened.promise).models.usable(),
  hasOwnModels: async () => (await listInstalled()).length > 0,
  async tryModelAgain() {
    const { models, versions, showModel } = await opened.promise;
    await models.tryAgain((await versions.active())?.modelId);
    versions.forgetFailures();
    await showModel();
  },
  answers: async (conversationId) => answersOf((await opened.promise).db, conversationId),
  conversations: async () => allConversations((await opened.promise).db),
  findInConversations: async (words) => findInAnswers(await allAnswers((await opened.promise).db), words),
  usableWriters: async () => (await opened.promise).writers.usable(),
  read: async (id) => read(await opened.promise, id),
  original: async (id) => original(await opened.promise, id),
} satisfies LibraryApi);
