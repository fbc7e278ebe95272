/** Composition root of the library worker: the only writer, the index, and every answer to a search or a question. */
import { proxy } from 'comlink';
import type { Answer, AskEvent, AskRequest, GenerateApi } from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import { spaceOf, type EmbedApi, type EmbeddingProfile } from '../contract/embedding.ts';
import type { ExtractApi } from '../contract/extraction.ts';
import type { LibraryApi, LibraryCommands, LibrarySnapshot, ReadableDocument, Workshop } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord } from '../contract/stored.ts';
import { CHUNKER } from '../chunking/cut.ts';
import { sentences } from '../chunking/sentences.ts';
import { verify } from '../generation/citations.ts';
import { plainProblem } from '../ingest/shelf.ts';
import { gather } from '../retrieval/gather.ts';
import { search } from '../retrieval/search.ts';
import type { RetrievalParts } from '../retrieval/parts.ts';
import { defaultSettings } from '../settings/settings.ts';
import { allAnswers } from '../storage/answers.ts';
import { layoutOf, textOf } from '../storage/documents.ts';
import { openOriginals } from '../storage/originals.ts';
import { openLibrary } from '../storage/schema.ts';
import { exposeEverywhere } from '../wire/expose.ts';
import { Colleague } from './colleague.ts';
import { Follower } from './follower.ts';
import { Holdings } from './holdings.ts';
import { Tabs } from './tabs.ts';
import { startWriter, type Writer } from './writer.ts';

type Library = Awaited<ReturnType<typeof openEverything>>;

/** An idle parser holds memory for nothing; the embedding model is small and every search needs it. */
const IDLE_MS = 60_000;
/** Tokens of evidence handed to a generator. Quoting needs no more; a language model will bring its own budget. */
const EVIDENCE_TOKENS = 3_000;

const opened = Promise.withResolvers<Library>();
opened.promise.catch(() => {}); // Everyone who calls is told; before that nobody needs to be.

async function openEverything(workshop: Workshop, onSnapshot: OnEvent<LibrarySnapshot>) {
  // A database that is closed under us (evicted, or upgraded by another tab) ends this worker; the page starts a fresh one.
  const db = await openLibrary('carrel', () => reportError(new Error('The database was closed.')));
  const originals = await openOriginals();
  const colleagues = {
    extract: new Colleague<ExtractApi>(workshop, 'extract', IDLE_MS),
    embed: new Colleague<EmbedApi>(workshop, 'embed'),
    generate: new Colleague<GenerateApi>(workshop, 'generate', IDLE_MS),
  };
  let writer: Writer | undefined;
  /** Counts how often this tab began or ceased to be the writer. */
  let term = 0;
  const recordOf = (id: DocumentId): DocumentRecord | undefined =>
    writer ? writer.shelf.entries.get(id)?.record : follower.record(id);
  const holdings = new Holdings({ record: recordOf, text: (id) => textOf(db, id) });
  const model = colleagues.embed.run((api) => api.profile()).catch((error: unknown) => plainProblem(error));
  const profile = model.then((found) => ('code' in found ? undefined : found));
  void profile.then((found) => found && holdings.useSpace(found.dimensions));
  const follower = new Follower(db, holdings, profile.then((found) => found && spaceOf(found)));

  const tabs = new Tabs({
    async write() {
      const mine = (term += 1);
      writer = await startWriter({
        db, originals, holdings, ...colleagues,
        space: profile.then((found) => found && { name: spaceOf(found), dimensions: found.dimensions }),
        wantedPassages: profile.then((found) => passagesStamp(found)),
        async onSnapshot(snapshot) {
          if (term !== mine) return; // Another tab writes now, and shows its own.
          tabs.showOthers(snapshot);
          await onSnapshot(snapshot);
        },
        announce: (id) => tabs.announce(id),
      });
      void model.then((found) => writer?.shelf.setEmbedding(embeddingState(found)));
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
    snapshot: () => writer?.shelf.snapshot(),
  });
  await tabs.joined;
  if (!tabs.isWriter) await follower.reloadAll();
  return { db, originals, colleagues, holdings, profile, tabs, recordOf, loaded: async () => writer?.started };
}

/** Passages are cut by tokens of the model, so another model means other passages. */
function passagesStamp(profile: EmbeddingProfile | undefined): string {
  return `${CHUNKER}/${defaultSettings.passageTokens}/${profile ? profile.id : 'words'}`;
}

function embeddingState(model: EmbeddingProfile | ReturnType<typeof plainProblem>): LibrarySnapshot['embedding'] {
  if ('code' in model) return { status: 'failed', name: '', languages: [], problem: model };
  return { status: 'ready', name: 'Built-in model', languages: model.languages };
}

async function retrievalParts({ holdings, profile, colleagues }: Library): Promise<RetrievalParts> {
  const model = await profile;
  const embed = (signal: AbortSignal, kind: 'query' | 'document', texts: string[]) =>
    model ? colleagues.embed.run((api) => api.embed(signal, kind, texts)) : Promise.resolve(undefined);
  return {
    lexical: holdings.lexical,
    vectors: holdings.vectors ?? { nearest: () => [] },
    ...(model ? { meaning: model } : {}),
    async embedQuery(signal, text) {
      const vector = await embed(signal, 'query', [text]);
      return vector?.some((value) => value !== 0) ? vector : undefined;
    },
    embedSentences: (signal, texts) => embed(signal, 'document', texts),
    ...(model ? { countTokens: (texts: string[]) => colleagues.embed.run((api) => api.countTokens(texts)) } : {}),
    passage: (id, passage) => holdings.passage(id, passage),
    sentences,
  };
}

async function ask(library: Library, signal: AbortSignal, request: AskRequest, onEvent: OnEvent<AskEvent>): Promise<Answer> {
  const began = performance.now();
  const evidence = await gather(signal, await retrievalParts(library), request.question, request.scope);
  signal.throwIfAborted();
  await onEvent({ type: 'evidence', evidence });
  const gathered = performance.now();
  const { items, sufficient, strength, floor } = evidence;
  const made = sufficient
    ? await library.colleagues.generate.run((api) =>
        api.generate(signal, { question: request.question, evidence: items, tokenBudget: EVIDENCE_TOKENS }, proxy(onEvent)),
      )
    : { generator: '', draft: { sentences: [] } };
  signal.throwIfAborted();
  const checked = await verify(made.draft, items, {
    readText: async (id) => (await library.holdings.text(id)) ?? '',
    placeOf: (range) => library.holdings.place(range),
  });
  const answer: Answer = {
    ...request,
    id: crypto.randomUUID(),
    askedAt: Date.now(),
    outcome: checked.some(({ supported }) => supported) ? 'answered' : 'not-in-documents',
    sentences: checked,
    evidence: items,
    strength,
    floor,
    generator: made.generator,
    milliseconds: { gathering: gathered - began, generating: performance.now() - gathered },
  };
  await library.tabs.command('keepAnswer', answer);
  return answer;
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
  async open(workshop, onSnapshot) {
    openEverything(workshop, onSnapshot).then(opened.resolve, opened.reject);
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
  keepAnswer: command('keepAnswer'),
  removeAnswers: command('removeAnswers'),
  async search(signal, request) {
    const library = await opened.promise;
    await library.loaded();
    const result = await search(signal, await retrievalParts(library), request);
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
    return ask(library, signal, request, onEvent);
  },
  answers: async () => allAnswers((await opened.promise).db),
  read: async (id) => read(await opened.promise, id),
  original: async (id) => original(await opened.promise, id),
} satisfies LibraryApi);
