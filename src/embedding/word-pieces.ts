/**
 * Token ids of a text, as `@huggingface/tokenizers` gives them, remembered word by word. Documents repeat their words, and the
 * library normalises a text character by character with regular expressions: looking words up is many times faster.
 *
 * A text may be cut where no rule of the library looks across the cut:
 * - at white space and around Chinese characters, where BertNormalizer puts a space (control characters, "\v" and "\f" among
 *   them, are removed instead and so join words: no cut there);
 * - around ASCII punctuation, which BertPreTokenizer makes a word of its own. But "Σ" becomes "ς" or "σ" by what stands
 *   behind the punctuation, so a text that holds one is not cut there.
 * The property tests compare the result with the library's on any text.
 */
import { Tokenizer } from '@huggingface/tokenizers';
import { parseJson, unusable } from './read-verified.ts';

/** About 10 MB when full of long words. */
const REMEMBERED_WORDS = 65_536;
/** In UTF-16 units. Longer ones are base64 or text without spaces, and seldom come twice. */
const LONGEST_REMEMBERED = 40;

// Exactly the white space that the library turns into " ", and the Chinese characters of the first Unicode plane.
const SPACE = '\\t\\n\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const CHINESE = '\\u4e00-\\u9fff\\u3400-\\u4dbf\\uf900-\\ufaff';
const PUNCTUATION = '!-\\/:-@\\[-`{-~';
const CUT_AT_SPACE = new RegExp(`[${CHINESE}]|[^${SPACE}${CHINESE}]+`, 'g');
const CUT_AT_PUNCTUATION = new RegExp(`[${CHINESE}${PUNCTUATION}]|[^${SPACE}${CHINESE}${PUNCTUATION}]+`, 'g');

export interface WordPieces {
  /** Ids run from 0 to `size` − 1. */
  readonly size: number;
  /** The id of what is not in the vocabulary. */
  readonly unknown: number;
  /** The words of a text, each as the ids of its pieces. */
  words(text: string): (readonly number[])[];
}

interface TokenizerFile {
  added_tokens: unknown[];
  normalizer: { type: string; clean_text: boolean; handle_chinese_chars: boolean } | null;
  pre_tokenizer: { type: string } | null;
  post_processor: unknown;
  model: { type: string; unk_token: string; vocab: Record<string, number> };
}

/**
 * @param tokenizerJson, configJson the model's `tokenizer.json` and `tokenizer_config.json`
 * @param mostRemembered words after which all are forgotten
 * @throws Problem model-unusable for any tokenizer but BERT's word pieces without special tokens: the cuts above hold for it only
 */
export function loadWordPieces(
  modelId: string,
  tokenizerJson: ArrayBuffer,
  configJson: ArrayBuffer,
  mostRemembered = REMEMBERED_WORDS,
): WordPieces {
  const file = parseJson<TokenizerFile>(modelId, 'tokenizer.json', tokenizerJson);
  const config = parseJson(modelId, 'tokenizer_config.json', configJson);
  if (!isPlainBert(file)) throw unusable(modelId, 'its tokenizer is of another kind');
  let tokenizer: Tokenizer;
  try {
    tokenizer = new Tokenizer(file, config);
  } catch (cause) {
    throw unusable(modelId, 'its tokenizer cannot be read', cause);
  }
  const unknown = tokenizer.token_to_id(file.model.unk_token);
  if (unknown === undefined) throw unusable(modelId, 'its tokenizer has no token for unknown words');
  const remembered = new Map<string, readonly number[]>();

  function piecesOf(word: string): readonly number[] {
    const known = remembered.get(word);
    if (known) return known;
    const ids = tokenizer.encode(word, { add_special_tokens: false }).ids;
    if (word.length > LONGEST_REMEMBERED) return ids;
    // Forgetting everything at once costs a moment now and then; keeping count of use would cost something on every word.
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(word, ids);
    return ids;
  }

  return {
    size: Object.keys(file.model.vocab).length,
    unknown,
    words: (text) => (text.match(text.includes('Σ') ? CUT_AT_SPACE : CUT_AT_PUNCTUATION) ?? []).map(piecesOf),
  };
}

function isPlainBert({ added_tokens, normalizer, pre_tokenizer, post_processor, model }: TokenizerFile): boolean {
  return (
    added_tokens?.length === 0 &&
    normalizer?.type === 'BertNormalizer' &&
    normalizer.clean_text &&
    normalizer.handle_chinese_chars &&
    pre_tokenizer?.type === 'BertPreTokenizer' &&
    post_processor === null &&
    model?.type === 'WordPiece'
  );
}
