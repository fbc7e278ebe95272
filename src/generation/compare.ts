/** Lays what documents say of the same thing side by side: for each document its best sentences, one for each thing, and what it does not say. */
import type { DraftSentence } from '../contract/answer.ts';
import { isTelling, textOf, WalkEvidence, type Quotable } from './walk-evidence.ts';
import type { Topic, Walk, WalkDocument, WalkMade, WalkParts } from './walk-parts.ts';
import { eachPassage, MOST_ITEMS } from './walk-parts.ts';
import { saidOf } from './walk-words.ts';
import { fold } from './grammar-words.ts';

/** Sentences of one document about the only thing that is compared. */
const OF_ONE_ASPECT = 2;
/** A second sentence must be so nearly as good. */
const NEARLY_AS_GOOD = 0.9;
/** Headings that several documents share make things to compare by, at most so many: what fits on a screen. */
const MOST_HEADINGS = 5;

export async function compare(signal: AbortSignal, parts: WalkParts, walk: Walk, documents: readonly WalkDocument[], aspects: readonly string[]): Promise<WalkMade> {
  const ids = documents.map(({ id }) => id);
  const topics: Topic[] = [];
  for (const aspect of aspects) topics.push(await parts.topic(signal, aspect, ids));
  const evidence = new WalkEvidence();
  const single = aspects.length === 1;
  const each = single && documents.length * OF_ONE_ASPECT <= MOST_ITEMS ? OF_ONE_ASPECT : 1;
  const sentences: DraftSentence[] = single ? [] : [saidOf.comparedBy(aspects)];
  let strength = 0;
  for (const document of documents) {
    const best = await bestOf(signal, walk, document, topics);
    strength = Math.max(strength, ...best.map(([first]) => first?.score ?? 0));
    const about = best.flatMap((ranked, i) => {
      const quoted = goodOnes(ranked, topics[i]!.floor).slice(0, each).toSorted((a, b) => a.start - b.start).flatMap((place) => evidence.quote(place, 'item') ?? []);
      return quoted.length > 0 ? quoted : [saidOf.nothingIn(document.name, single ? undefined : aspects[i])];
    });
    sentences.push(saidOf.heading(document.title ?? document.name), ...about);
  }
  return { sentences, items: evidence.items, strength, floor: topics[0]?.floor ?? 0 };
}

const goodOnes = (ranked: readonly Quotable[], floor: number): Quotable[] => ranked.filter(({ score }) => score >= floor && score >= NEARLY_AS_GOOD * ranked[0]!.score);

/** For each topic the best sentences of a document, best first. */
async function bestOf(signal: AbortSignal, walk: Walk, document: WalkDocument, topics: readonly Topic[]): Promise<Quotable[][]> {
  const best: Quotable[][] = topics.map(() => []);
  for await (const batch of walk.passages([document])) {
    for (const [t, topic] of topics.entries()) {
      const rated = await topic.rate(signal, batch);
      const here = batch.flatMap(({ passage }, i) => (rated[i] ?? []).map((span) => ({ ...span, passage })).filter((place) => isTelling(textOf(place))));
      best[t] = [...best[t]!, ...here].toSorted((a, b) => b.score - a.score).slice(0, OF_ONE_ASPECT);
    }
  }
  return best;
}

/**
 * Headings that at least two of the documents have, those of most documents first: things to compare by when the question names none. Numbers
 * before them do not count.
 */
export async function sharedHeadings(walk: Walk, documents: readonly WalkDocument[]): Promise<string[]> {
  const seen = new Map<string, { text: string; documents: Set<string>; place: number }>();
  for (const document of documents) {
    for await (const { place } of eachPassage(walk, [document])) {
      const heading = withoutNumber(place.headings.at(-1) ?? '');
      const key = fold(heading);
      if (!/\p{L}{3}/u.test(key)) continue;
      const entry = seen.get(key) ?? { text: heading, documents: new Set<string>(), place: seen.size };
      entry.documents.add(document.id);
      seen.set(key, entry);
    }
  }
  return [...seen.values()].filter((one) => one.documents.size > 1).toSorted((a, b) => b.documents.size - a.documents.size || a.place - b.place).slice(0, MOST_HEADINGS).map(({ text }) => text);
}

const withoutNumber = (heading: string): string => heading.replace(/^(?:(?:section|article|§)\s*)?(?:[\d.()]+|[IVXivx]+[.)])[.):]?\s+/u, '').replace(/[\s.:]+$/u, '');
