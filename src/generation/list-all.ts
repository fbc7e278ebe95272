/** Every place of the walked documents that is about something, or mentions it: what a list shows and a count counts. */
import type { DraftSentence } from '../contract/answer.ts';
import { isTelling, textOf, WalkEvidence, type Quotable } from './walk-evidence.ts';
import type { NumberedPassage, Walk, WalkDocument, WalkMade, WalkParts } from './walk-parts.ts';
import { MOST_ITEMS } from './walk-parts.ts';
import { mentionsIn } from './walk-topic.ts';
import { saidOf } from './walk-words.ts';
import { fold } from './grammar-words.ts';

/** One document with what was found in it, in reading order. */
export interface Places {
  document: WalkDocument;
  places: Quotable[];
  /** Passages with at least one place. */
  passages: number;
  /** How often the words stand there; 0 when meaning was looked for. */
  times: number;
}

export interface Found {
  all: Places[];
  /** The highest of the scores, found or not, and what it had to reach. */
  strength: number;
  floor: number;
  /** The places nearest to the floor, when none reached it. */
  nearest: Quotable[];
}

/** Places shown when nothing was found. */
const NEAREST = 3;

/** What is looked for. */
export interface Wanted {
  topic: string;
  /** Whether it must be mentioned as it is written; else it is enough that a sentence is about it. */
  asWritten: boolean;
}

export async function findAll(signal: AbortSignal, parts: WalkParts, walk: Walk, documents: readonly WalkDocument[], { topic, asWritten }: Wanted): Promise<Found> {
  const opened = asWritten ? undefined : await parts.topic(signal, topic, documents.map(({ id }) => id));
  const floor = opened?.floor ?? 1;
  const rate = (batch: readonly NumberedPassage[]) => opened?.rate(signal, batch) ?? batch.map(({ passage }) => mentioning(parts, passage, topic));
  const all: Places[] = [];
  let nearest: Quotable[] = [];
  for (const document of documents) {
    const own: Places = { document, places: [], passages: 0, times: 0 };
    for await (const batch of walk.passages([document])) {
      const rated = await rate(batch);
      const here = batch.map(({ passage }, i) => (rated[i] ?? []).map((span) => ({ ...span, passage })).filter((place) => asWritten || isTelling(textOf(place))));
      const found = here.map((places) => places.filter(({ score }) => score >= floor));
      own.places.push(...found.flat());
      own.passages += found.filter(({ length }) => length > 0).length;
      if (asWritten) own.times += batch.reduce((sum, { passage }) => sum + mentionsIn(passage.text, topic).length, 0);
      nearest = [...nearest, ...here.flat().filter(({ score }) => score > 0)].toSorted((a, b) => b.score - a.score).slice(0, NEAREST);
    }
    all.push(own);
  }
  return { all, strength: nearest[0]?.score ?? 0, floor, nearest };
}

/** Sentences that mention the topic. Where it stands in a title only, the title itself is the place. */
function mentioning(parts: WalkParts, passage: NumberedPassage['passage'], topic: string): { start: number; end: number; score: number }[] {
  const { start: offset } = passage.range;
  const places = mentionsIn(passage.text, topic).map(({ start, end }) => ({ start: start + offset, end: end + offset }));
  const spans = parts.sentences(passage);
  const found = new Map<number, { start: number; end: number; score: number }>();
  for (const place of places) {
    const span = spans.find(({ start, end }) => start <= place.start && place.end <= end) ?? lineAround(passage, place);
    found.set(span.start, { start: span.start, end: span.end, score: 1 });
  }
  return [...found.values()];
}

function lineAround({ text, range }: NumberedPassage['passage'], { start, end }: { start: number; end: number }): { start: number; end: number } {
  const before = text.lastIndexOf('\n', start - range.start - 1) + 1;
  const after = text.indexOf('\n', end - range.start);
  return { start: range.start + before, end: range.start + (after < 0 ? text.length : after) };
}

/** The places as a list under the names of their documents; the same words once, with the number of their copies. */
export function showAll({ all, strength, floor, nearest }: Found): WalkMade {
  const evidence = new WalkEvidence();
  const shown = new Set(bestFew(all));
  const copies = new Map<string, number>();
  for (const place of all.flatMap(({ places }) => places)) copies.set(keyOf(place), (copies.get(keyOf(place)) ?? 0) + 1);
  const sentences = all.flatMap(({ document, places }): DraftSentence[] => {
    const lines = places.filter((place) => shown.has(place)).flatMap((place) => {
      const line = evidence.quote(place, 'item');
      const more = (copies.get(keyOf(place)) ?? 1) - 1;
      return line ? [line, ...(more > 0 ? [saidOf.copies(more)] : [])] : [];
    });
    return lines.length > 0 ? [saidOf.heading(document.title ?? document.name), ...lines] : [];
  });
  const left = hidden(all, shown);
  if (left > 0) sentences.push(saidOf.notShown(left));
  for (const place of evidence.items.length === 0 ? nearest : []) evidence.quote(place, 'item');
  return { sentences, items: evidence.items, strength, floor };
}

const keyOf = (place: Quotable): string => fold(textOf(place)).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
const passageKey = ({ passage: { range } }: Quotable): string => `${range.start}/${range.documentId}`;

/** When there are places in more passages than can be shown, those of the passages that are most about it. Of copies, the first. */
function bestFew(all: readonly Places[]): Quotable[] {
  const first = new Map<string, Quotable>();
  for (const place of all.flatMap(({ places }) => places)) if (!first.has(keyOf(place))) first.set(keyOf(place), place);
  const worth = new Map<string, number>();
  for (const place of first.values()) worth.set(passageKey(place), Math.max(worth.get(passageKey(place)) ?? 0, place.score));
  const best = new Set([...worth].toSorted((a, b) => b[1] - a[1]).slice(0, MOST_ITEMS).map(([key]) => key));
  return [...first.values()].filter((place) => best.has(passageKey(place)));
}

/** Passages with places of their own that are not shown. */
function hidden(all: readonly Places[], shown: ReadonlySet<Quotable>): number {
  const places = all.flatMap((one) => one.places);
  const said = new Set([...shown].map(keyOf));
  return new Set(places.filter((place) => !said.has(keyOf(place))).map(passageKey)).size;
}
