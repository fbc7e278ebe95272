/** How near a passage must be to a query when only meaning found it: cosines of gibberish and of true paraphrases are alike. */
import { words } from '../lexical-index/words.ts';
import { contentOf } from './function-words.ts';
import type { Fused } from './fuse.ts';
import type { RetrievalParts } from './parts.ts';

/** Pieces that a word falls into, on average, when the model knows the words of a text. Letters at random fall into three and more. */
const FAMILIAR_PIECES = 1.75;
/**
 * Share of the relevance floor that a passage found by meaning alone must reach when the model knows the words of the query. Of the
 * second list of paraphrases (evaluation/more-paraphrases.json), it loses one in a hundred; 0.6 loses twelve.
 */
const FAINT = 0.4;

/** A query of words that the model knows deserves its nearest passages, faint as the likeness may be; one of nonsense does not. */
export async function lowestCosine(parts: Pick<RetrievalParts, 'meaning' | 'countTokens'>, text: string): Promise<number> {
  const floor = parts.meaning?.relevanceFloor ?? 1;
  const content = words(contentOf(text));
  const counted = (await parts.countTokens?.(content.map(({ form }) => form))) ?? [];
  const tokens = Array.from(counted).reduce((sum, count) => sum + count, 0);
  return tokens > 0 && tokens <= FAMILIAR_PIECES * content.length ? FAINT * floor : floor;
}

/** Whether only meaning found it, and not near enough to be shown. */
export const isFaint = ({ bm25, cosine }: Pick<Fused, 'bm25' | 'cosine'>, lowest: number): boolean => bm25 === undefined && (cosine ?? -1) < lowest;
