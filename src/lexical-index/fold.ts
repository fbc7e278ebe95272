/** Makes spellings equal that a reader takes for the same word: case, accents, compatibility forms, Arabic vowel signs. */

/** Longer terms are cut, in documents and in queries alike: nobody types them, and a hostile file is made of them. */
const LONGEST_TERM = 64;

/**
 * Marks that may be missing without changing the word: accents of Latin, Greek and Cyrillic, Hebrew points, Arabic
 * vowel signs, hamza and tatweel, variation selectors. Vowel signs of Indic scripts and Japanese voicing are letters in all but
 * name, and stay.
 */
const OPTIONAL_MARKS =
  /(?=\p{M})(?!\p{scx=Hira})[\p{sc=Zinh}\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Hebr}\p{sc=Arab}]|[\u0640\p{Cf}]/gu;

/** Letters that Unicode does not decompose though readers exchange them. */
const EXCHANGED = new Map([
  ['ß', 'ss'], ['æ', 'ae'], ['œ', 'oe'], ['ø', 'o'], ['đ', 'd'], ['ð', 'd'], ['ł', 'l'], ['þ', 'th'], ['ı', 'i'], ['ς', 'σ'],
  ['ٱ', 'ا'], ['ى', 'ي'], ['ی', 'ي'], ['ک', 'ك'], ['ة', 'ه'],
]);
const EXCHANGED_LETTERS = new RegExp(`[${[...EXCHANGED.keys()].join('')}]`, 'g');
/** Arabic and Persian digits are the digits of the other scripts with another face. */
const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

// oxlint-disable-next-line no-control-regex -- The range is ASCII, of which control characters are part.
const ASCII = /^[\x00-\x7f]*$/;

/** The form under which a word is indexed and looked up, before stemming. May be empty (a lone accent). */
export function fold(word: string): string {
  if (ASCII.test(word)) return word.slice(0, LONGEST_TERM).toLowerCase();
  return word
    .slice(0, LONGEST_TERM)
    .normalize('NFKD')
    .toLowerCase()
    .replace(OPTIONAL_MARKS, '')
    .replace(EXCHANGED_LETTERS, (letter) => EXCHANGED.get(letter)!)
    .replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))
    .normalize('NFC')
    .slice(0, LONGEST_TERM);
}
