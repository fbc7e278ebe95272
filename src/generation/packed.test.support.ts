/** Evidence and packed passages made of plain sentences, for the tests of writing and reading grounded answers. */
import type { Evidence } from '../contract/answer.ts';
import type { DocumentId, Span } from '../contract/range.ts';
import type { PackedPassage } from './pack.ts';

/** @param start offset in its document, so that mixed-up offsets show */
export function evidenceOf(number: number, text: string, given: { start?: number; documentId?: string; score?: number; name?: string } = {}): Evidence {
  const { start = 1_000 * number, documentId = `d${number}`, score = 1 / number } = given;
  const { name = `${documentId}.txt` } = given;
  return {
    number, text, score, documentName: name, format: 'text', place: { headings: [] },
    range: { documentId: documentId as DocumentId, start, end: start + text.length },
    sentences: split(text, { start: 0, end: text.length }).map((span, i) => ({ start: start + span.start, end: start + span.end, score: score / (i + 1) })),
  };
}

export const packedOf = (...items: [Evidence, ...Evidence[]]): PackedPassage => {
  const [first] = items;
  const last = items.at(-1)!;
  return { items, range: { ...first.range, end: last.range.end }, text: items.map(({ text }) => text).join(''), label: first.documentName };
};

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** A splitter that knows no abbreviations. */
export const split = (text: string, { start, end }: Span): Span[] =>
  Array.from(segmenter.segment(text.slice(start, end)), ({ index, segment }) => {
    const from = start + index + segment.length - segment.trimStart().length;
    return { start: from, end: from + segment.trim().length };
  }).filter((span) => span.start < span.end);

/** Words are tokens. */
export const countWords = (texts: string[]): Promise<Uint32Array> => Promise.resolve(Uint32Array.from(texts.map((text) => text.match(/\S+/gu)?.length ?? 0)));

/** The words that a citation stands for. */
export function quoteOf(items: readonly Evidence[], { evidence, start, end }: Span & { evidence: number }): string | undefined {
  const item = items.find(({ number }) => number === evidence);
  return item?.text.slice(start - item.range.start, end - item.range.start);
}

/** Bytes that look random and are the same every time. */
export function seededBytes(seed: number): (count: number) => Uint8Array {
  let state = seed >>> 0 || 1;
  return (count) => Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
