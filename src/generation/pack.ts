/**
 * Chooses what of the evidence a model is shown: the best first, neighbours joined, no document more than its share, and never more tokens
 * than there is room for. What is packed is what may be cited.
 */
import type { Evidence } from '../contract/answer.ts';
import type { Span, TextRange } from '../contract/range.ts';
import { harmlessLine } from './marks.ts';

/** Share of the budget that one document may have while others have evidence too: it can lead, and not drown them out. */
const SHARE_PER_DOCUMENT = 0.6;
/** Tokens of a mark, of the line it stands on and of the empty line after a passage, beyond the words that say where it is from. */
const MARK_TOKENS = 12;
/** A sentence counted by itself may take a token less than in its place. */
const JOINT_TOKENS = 1;
/** Longest name of a document and longest heading in a prompt, in UTF-16 units. */
const NAME_UNITS = 80;
/** Headings shown: the nearest say most. */
const HEADINGS = 2;

/** Passages of one document that follow each other, as one text. */
export interface PackedPassage {
  /** The evidence in it, in the order of the document. Only what lies in `range` may be cited of it. */
  items: Evidence[];
  range: TextRange;
  /** Verbatim what stands at `range`. */
  text: string;
  /** Where it is from: one line, and as little to be trusted as the document that gave it its words. */
  label: string;
}

/** Tokens of each text, in the writer's own. */
export type CountTokens = (texts: string[]) => Promise<ArrayLike<number>>;

/** @param tokenBudget tokens for everything, labels and marks included. Empty when not even a sentence fits. */
export async function pack(evidence: readonly Evidence[], tokenBudget: number, countTokens: CountTokens): Promise<PackedPassage[]> {
  const blocks = joinNeighbours(evidence);
  const counts = await countTokens(blocks.flatMap(({ label, text }) => [label, text]));
  const single = new Set(blocks.map(({ range }) => range.documentId)).size < 2;
  const share = single ? tokenBudget : Math.floor(tokenBudget * SHARE_PER_DOCUMENT);
  const spent = new Map<string, number>();
  const packed: PackedPassage[] = [];
  let left = tokenBudget;
  for (const [i, block] of blocks.entries()) {
    const { documentId } = block.range;
    const before = (counts[2 * i] ?? 0) + MARK_TOKENS;
    const room = Math.min(left, share - (spent.get(documentId) ?? 0)) - before;
    const whole = counts[2 * i + 1] ?? 0;
    const fitting = whole <= room ? { block, tokens: whole } : await cut(block, room, countTokens);
    if (!fitting) continue;
    packed.push(fitting.block);
    left -= before + fitting.tokens;
    spent.set(documentId, (spent.get(documentId) ?? 0) + before + fitting.tokens);
  }
  return packed;
}

const best = (items: readonly Evidence[]): number => Math.max(...items.map(({ score }) => score));

/** Best first. Passages tile their document, so neighbours touch; those made by different cuts may overlap. */
function joinNeighbours(evidence: readonly Evidence[]): PackedPassage[] {
  const inOrder = evidence.toSorted((a, b) => (a.range.documentId < b.range.documentId ? -1 : a.range.documentId > b.range.documentId ? 1 : a.range.start - b.range.start));
  const blocks: PackedPassage[] = [];
  for (const item of inOrder) {
    const last = blocks.at(-1);
    if (!last || last.range.documentId !== item.range.documentId || item.range.start > last.range.end) {
      blocks.push({ items: [item], range: { ...item.range }, text: item.text, label: labelOf(item) });
      continue;
    }
    last.items.push(item);
    if (item.range.end <= last.range.end) continue;
    last.text += item.text.slice(last.range.end - item.range.start);
    last.range.end = item.range.end;
  }
  return blocks.toSorted((a, b) => best(b.items) - best(a.items));
}

/** Whole sentences around the best one, as many as fit. */
async function cut(block: PackedPassage, room: number, countTokens: CountTokens): Promise<{ block: PackedPassage; tokens: number } | undefined> {
  const sentences = inOrderOf(block);
  if (room <= 0 || sentences.length === 0) return undefined;
  // What stands between two sentences, a title perhaps, goes with the second.
  const pieces = sentences.map(({ end }, i) => sliceOf(block, { start: sentences[i - 1]?.end ?? block.range.start, end }));
  const counts = await countTokens(pieces);
  const tokensOf = (i: number) => (counts[i] ?? 0) + JOINT_TOKENS;
  const strongest = sentences.reduce((top, { score }, i) => (score > sentences[top]!.score ? i : top), 0);
  let [first, last, tokens] = [strongest, strongest, tokensOf(strongest)];
  if (tokens > room) return undefined;
  while (last + 1 < sentences.length && tokens + tokensOf(last + 1) <= room) tokens += tokensOf((last += 1));
  while (first > 0 && tokens + tokensOf(first - 1) <= room) tokens += tokensOf((first -= 1));
  const range = { ...block.range, start: sentences[first]!.start, end: sentences[last]!.end };
  const items = block.items.filter((item) => item.range.start < range.end && item.range.end > range.start);
  return { block: { ...block, items, range, text: sliceOf(block, range) }, tokens };
}

/** Every sentence of a block once, though passages that overlap have some twice. */
function inOrderOf({ items }: PackedPassage): Evidence['sentences'] {
  const all = items.flatMap(({ sentences }) => sentences).toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: Evidence['sentences'] = [];
  for (const sentence of all) {
    if (sentence.start >= (kept.at(-1)?.end ?? 0)) kept.push(sentence);
  }
  return kept;
}

const sliceOf = ({ text, range }: PackedPassage, { start, end }: Span): string => text.slice(start - range.start, end - range.start);

function labelOf({ documentName, place: { page, pageLabel, headings } }: Evidence): string {
  const where = page === undefined ? [] : [`page ${harmlessLine(pageLabel ?? String(page), NAME_UNITS)}`];
  const above = headings.slice(-HEADINGS).map((heading) => harmlessLine(heading, NAME_UNITS)).filter((heading) => heading !== '');
  return [harmlessLine(documentName, NAME_UNITS), ...where, ...(above.length > 0 ? [above.join(' > ')] : [])].join(', ');
}
