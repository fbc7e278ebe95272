/** Joins the parts of answering to what is here: the index, the models, the writing tab. */
import type { AskEvent } from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord } from '../contract/stored.ts';
import { createQuotingGenerator } from '../generation/quoting.ts';
import { standalone } from '../generation/follow-up.ts';
import { modeOf } from '../generation/question-mode.ts';
import type { Sources } from '../generation/citations.ts';
import { cosinesTo } from '../retrieval/cosines.ts';
import { gather } from '../retrieval/gather.ts';
import type { RetrievalParts } from '../retrieval/parts.ts';
import { answersOf } from '../storage/answers.ts';
import { layoutOf } from '../storage/documents.ts';
import type { Db } from '../storage/schema.ts';
import { QUOTING_TOKENS, type AnsweringParts, type Pen } from './answering.ts';
import { groundedPen } from './grounded-pen.ts';
import type { Holdings } from './holdings.ts';
import type { Tabs } from './tabs.ts';
import type { Versions } from './versions.ts';
import { walkLibrary } from './walking.ts';
import type { Writers } from './writers.ts';

export interface AnsweringPlace {
  db: Db;
  holdings: Holdings;
  tabs: Tabs;
  versions: Versions;
  /** Vectors of the model that came with the page. */
  embedBuiltIn(signal: AbortSignal, texts: string[]): Promise<Float32Array>;
  writers: Writers;
  recordOf(id: DocumentId): DocumentRecord | undefined;
  retrieval(): Promise<RetrievalParts>;
}

export function answeringParts({ db, holdings, tabs, versions, embedBuiltIn, writers, recordOf, retrieval }: AnsweringPlace): AnsweringParts {
  return {
    history: (conversationId) => answersOf(db, conversationId),
    pen: (signal, wanted, onEvent) => takePen(writers, signal, wanted, onEvent),
    standalone: (signal, question, history, pen) => standalone(signal, question, history, async () => (await pen()).writer),
    modeOf,
    gather: async (signal, question, scope) => gather(signal, await retrieval(), question, scope),
    walk: async (signal, mode, { question, scope }, pen, onEvent) => {
      const writer = pen.facts && { generator: pen.generator, evidenceTokens: pen.evidenceTokens };
      const parts = { retrieval: await retrieval(), documents: () => holdings.documents(), record: recordOf, text: (id: DocumentId) => holdings.text(id), layout: (id: DocumentId) => layoutOf(db, id) };
      return walkLibrary(signal, parts, { mode, question, scope, writer }, onEvent);
    },
    sources: {
      readText: async (id) => (await holdings.text(id)) ?? '',
      placeOf: (range) => holdings.place(range),
      similarity: similarityOf(embedBuiltIn),
    },
    space: async () => (await versions.space())?.name,
    keep: (answer) => tabs.command('keepAnswer', answer),
    forget: (id) => tabs.command('removeAnswers', [id]),
  };
}

async function takePen(writers: Writers, signal: AbortSignal, wanted: string, onEvent: OnEvent<AskEvent>): Promise<Pen> {
  let steppedDown: Pen['steppedDown'];
  const writer = await writers.open(signal, wanted, async (event) => {
    if (event.type === 'stepped-down') {
      const names = await writers.usable();
      steppedDown = { from: names.find(({ id }) => id === wanted)?.name ?? wanted, problem: event.problem };
    }
    await onEvent(event);
  });
  const pen: Pen = writer ? { ...(await groundedPen(writer)), writer } : { generator: createQuotingGenerator(), evidenceTokens: QUOTING_TOKENS };
  return { ...pen, ...(steppedDown ? { steppedDown } : {}) };
}

/** Meanings are compared by the model that came with the page, whichever one searches: the measure of what is near was taken with it. */
function similarityOf(embedSentences: AnsweringPlace['embedBuiltIn']): NonNullable<Sources['similarity']> {
  return async (sentence, texts) => {
    const { signal } = new AbortController();
    try {
      const query = await embedSentences(signal, [sentence]);
      return (await cosinesTo(signal, { embedSentences }, query, [...texts])) ?? [];
    } catch {
      return texts.map(() => 0); // Without a model words alone decide.
    }
  };
}
