import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadWordPieces } from './word-pieces.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789äßñéçœøσςαλ中國书ابتم!?.,;:\'"-–()«»¿¡€。、'];
const WORDS = ['the', 'ing', 'und', 'der', 'que', 'law', 'عقد', 'σας', 'ας', 'kündig', 'kundig'];
const pieces = ['[UNK]', ...LETTERS, ...WORDS].flatMap((piece) => (piece === '[UNK]' ? [piece] : [piece, `##${piece}`]));
const handMade = {
  version: '1.0', truncation: null, padding: null, added_tokens: [],
  normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null as boolean | null, lowercase: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: null,
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100,
    vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
  },
};
const handMadeConfig = { tokenizer_class: 'BertTokenizer' };

const bytesOf = (value: object): ArrayBuffer => new TextEncoder().encode(JSON.stringify(value)).buffer;

/** Ours and the library's, over the same files. Each word is looked up twice, so that what is remembered is tested too. */
function bothOf(tokenizer: object, config: object, mostRemembered?: number) {
  const ours = loadWordPieces('test', bytesOf(tokenizer), bytesOf(config), mostRemembered);
  const library = new Tokenizer(tokenizer, config);
  return (text: string) => {
    const expected = library.encode(text, { add_special_tokens: false }).ids;
    expect(ours.words(text).flat()).toEqual(expected);
    expect(ours.words(text).flat()).toEqual(expected);
  };
}

/** Characters at which cutting a text could go wrong: space, control, joining, combining, case in context, outside the first plane. */
const TROUBLE = [
  ' ', '\t', '\n', '\r', '\v', '\f', '\0', '\u0001', '\u001c', '\u0085', '\u00a0', '\u00ad', '\u1680', '\u2003', '\u200b', '\u200d', '\u2028', '\u2029',
  '\u202f', '\u3000', '\ufeff', '\ufffd', '\u0301', '\u0308', '\u0903', '\u20dd', '\u302a', 'Σ', 'σ', 'ς', 'Α', 'İ', 'I', 'ı', 'ß', 'ẞ', 'Ǆ', 'é', 'e\u0301', 'ﬁ', '≠',
  '\u037e', '\u1fef', '\u2000', '\u2001', '中', '國', '書', '豈', '\u{20000}', '\u{2f800}', '한', '글', 'あ', 'ア', '\ud800', '\udc00', '😀', 'ا', 'ب', 'ـ', 'َ', 'ש', 'ก', 'ำ', 'क', '्', 'ष',
  "'", '’', '.', ':', '·', '_', '-', '[', 'UNK', '##a', '!', 'a', 'Z', '9', 'law',
];
const trouble = fc.array(fc.constantFrom(...TROUBLE), { maxLength: 24 }).map((parts) => parts.join(''));
const anyText = fc.oneof(trouble, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());

test('any text gives the ids that the library gives', () => {
  fc.assert(fc.property(anyText, bothOf(handMade, handMadeConfig)), { numRuns: 3_000 });
});

test('also for a model that keeps accents, or case', () => {
  for (const change of [{ strip_accents: false }, { lowercase: false }, { strip_accents: true, lowercase: false }]) {
    const tokenizer = { ...handMade, normalizer: { ...handMade.normalizer, ...change } };
    fc.assert(fc.property(anyText, bothOf(tokenizer, handMadeConfig)), { numRuns: 500 });
  }
});

test.each([
  ['German', 'Die Kündigung – schriftlich! – gilt ab dem 1. März; "Größe" egal.'],
  ['Spanish', '¿Qué ley rige este contrato? ¡La del país, señor!'],
  ['Chinese', '本合同受中华人民共和国法律管辖。書面通知、三十日。'],
  ['Arabic', 'يخضع هذا العقدُ لقوانينِ الدولة، وبعد ذلك؟'],
  ['Greek', 'ΟΔΟΣ ΣΑΣ Σ.Α.Σ. «ΝΟΜΟΣ» ΝΌΜΟΣ’ΣΑΣ Σ'],
  ['a long word', `${'a'.repeat(99)} ${'b'.repeat(100)} ${'c'.repeat(101)} ${'ä'.repeat(120)}`],
  ['names from prototypes', '__proto__ constructor toString hasOwnProperty'],
])('%s text gives the ids that the library gives', (_, text) => bothOf(handMade, handMadeConfig)(text));

test('more words than are remembered change nothing', () => {
  const check = bothOf(handMade, handMadeConfig, 100);
  check(Array.from({ length: 350 }, (_, i) => `a${(i % 250).toString(36)} law`).join(' '));
});

const shipped = fileURLToPath(new URL('../../public/models/carrel-static-en/', import.meta.url));
test.skipIf(!existsSync(`${shipped}tokenizer.json`))('any text gives the same ids with the vocabulary that ships', () => {
  const [tokenizer, config] = ['tokenizer.json', 'tokenizer_config.json'].map((name) => JSON.parse(readFileSync(shipped + name, 'utf8')) as object);
  fc.assert(fc.property(anyText, bothOf(tokenizer!, config!)), { numRuns: 1_000 });
});
