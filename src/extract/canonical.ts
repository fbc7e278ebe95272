/** Canonical text: one spelling for every character, so that words typed today are found in a file written elsewhere. */

/**
 * Characters that a reader cannot see but a search, a quotation or a language model would stumble over: controls (tab and
 * line feed stay), soft hyphen, combining grapheme joiner, directional marks, embeddings, overrides and isolates, zero-width
 * space and word joiner, invisible operators, Hangul fillers, annotation anchors, tags and noncharacters.
 * ZWNJ and ZWJ (U+200C, U+200D) stay: Persian, the Indic scripts and emoji are spelled with them.
 */
const INVISIBLE = new RegExp(
  `[${[
    '\\u0000-\\u0008\\u000E-\\u001F\\u007F-\\u0084\\u0086-\\u009F', // controls
    '\\u00AD\\u034F\\u17B4\\u17B5\\u3164\\uFFA0', // fillers and joiners without a look
    '\\u061C\\u200E\\u200F\\u202A-\\u202E', // directions
    '\\u200B\\u2060-\\u206F\\uFEFF', // zero width
    '\\uFDD0-\\uFDEF\\uFFF0-\\uFFFB\\uFFFE\\uFFFF\\u{1FFFE}\\u{1FFFF}', // anchors and noncharacters
    '\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}', // formats of shorthand and music
    '\\u{E0000}-\\u{E00FF}\\u{E01F0}-\\u{E0FFF}', // tags
  ].join('')}]`,
  'gu',
);

/** Line ends of every age: CR LF, CR, vertical tab, form feed, NEL, line and paragraph separator. */
// oxlint-disable-next-line no-control-regex -- Finding control characters is what this expression is for.
const LINE_ENDS = /\r\n|[\r\u000B\f\u0085\u2028\u2029]/g;

/** A variation selector chooses the look of the one character before it; any other can only carry a hidden message. */
const STRAY_SELECTORS = /(?<=^|[\s\uFE00-\uFE0F\u{E0100}-\u{E01EF}])[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]+|(?<!\p{sc=Han})[\u{E0100}-\u{E01EF}]+/gu;
const SELECTOR = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u;

/** Normalising sorts combining marks by insertion: 400,000 in a row take half a minute. No script stacks this many. */
const MARKS_IN_A_ROW = 32;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_IN_A_ROW}})\\p{M}+`, 'gu');

/** A text without any of these needs none of the work below. */
const UNUSUAL = /[^\t\n\x20-\x7E]/;

/**
 * Spells a text canonically: NFC, "\n" line ends, no control or invisible characters, lone surrogates as U+FFFD.
 * Canonical text stays as it is.
 */
export function canonical(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  let result = text.toWellFormed().replace(LINE_ENDS, '\n').replace(INVISIBLE, '');
  if (SELECTOR.test(result)) result = result.replace(STRAY_SELECTORS, '');
  result = result.replace(TOO_MANY_MARKS, '$1').normalize('NFC');
  // Composing can bring marks of one run together with what was cut: one more pass settles it, and costs nothing when idle.
  return SELECTOR.test(result) ? result.replace(STRAY_SELECTORS, '') : result;
}
