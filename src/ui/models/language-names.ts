/** Languages by their names, from the codes that models are labelled with. */
import { countWords } from '../kit/count-words.ts';

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** Up to here they are all named; of more, the first and how many others. */
const AT_A_GLANCE = 4;
/** Lists longer than this are in order of the alphabet, so their first say nothing of the rest. */
const COUNTED = 20;

function nameOf(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    // Not a code at all: shown as it is.
    return code;
  }
}

/** "English and German"; all of them, however many. */
export const allLanguages = (codes: readonly string[]): string => new Intl.ListFormat('en').format(codes.map(nameOf));

/** "English", "English, German, French, and 9 more", "93 languages". Empty when none are known. */
export function languageNames(codes: readonly string[]): string {
  if (codes.length <= AT_A_GLANCE) return allLanguages(codes);
  if (codes.length > COUNTED) return countWords(codes.length, 'language');
  const shown = codes.slice(0, AT_A_GLANCE - 1).map(nameOf);
  return new Intl.ListFormat('en').format([...shown, `${codes.length - shown.length} more`]);
}
