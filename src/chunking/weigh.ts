/** Counts tokens of many pieces of a text in few calls. */
import type { Span } from '../contract/range.ts';

/** Tokens of each text, as the embedding model counts them. */
export type CountTokens = (texts: string[]) => Promise<ArrayLike<number>>;

export interface Piece extends Span {
  tokens: number;
}

/** A tokenizer may take a word of any length for one unknown token. No token is taken for more characters than this. */
const CHARACTERS_IN_A_TOKEN = 20;
/** In one call: enough to be worth the way to another thread, little enough to copy. */
const CALL = { texts: 512, characters: 200_000 };

/** The pieces with their tokens. One of more characters than a call may have is not counted: each character is taken for a token. */
export async function weigh(text: string, spans: readonly Span[], countTokens: CountTokens): Promise<Piece[]> {
  const weighed: Piece[] = [];
  for (const call of calls(spans)) {
    const counts = await countTokens(call.map((span) => (isCountable(span) ? text.slice(span.start, span.end).trim() : '')));
    for (const [i, { start, end }] of call.entries()) {
      const characters = visibleCharacters(text, start, end);
      const tokens = isCountable({ start, end }) ? Math.max(counts[i] ?? 0, characters / CHARACTERS_IN_A_TOKEN) : characters;
      weighed.push({ start, end, tokens });
    }
  }
  return weighed;
}

const isCountable = ({ start, end }: Span) => end - start <= CALL.characters;

function* calls(spans: readonly Span[]): Generator<readonly Span[]> {
  let from = 0;
  let characters = 0;
  for (const [i, { start, end }] of spans.entries()) {
    if (i > from && (i - from === CALL.texts || characters + end - start > CALL.characters)) {
      yield spans.slice(from, i);
      [from, characters] = [i, 0];
    }
    characters += end - start;
  }
  if (from < spans.length) yield spans.slice(from);
}

function visibleCharacters(text: string, start: number, end: number): number {
  let characters = 0;
  for (let i = start; i < end; i++) if (text.charCodeAt(i) > 32) characters++;
  return characters;
}
