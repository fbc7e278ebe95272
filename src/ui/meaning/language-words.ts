/** Which languages a model knows, in words. */
const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** Up to here, languages are named; more are counted. */
const NAMED = 3;

function nameOf(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    // Not a code at all: shown as it came with the model.
    return code;
  }
}

/** "English", "English and German", "24 languages"; empty when none is known. */
export function languagesWords(codes: readonly string[]): string {
  return codes.length > NAMED ? `${codes.length} languages` : new Intl.ListFormat('en').format(codes.map(nameOf));
}

/** All of them by name, for whoever wants to look. */
export const everyLanguage = (codes: readonly string[]): string => codes.map(nameOf).toSorted((a, b) => a.localeCompare(b, 'en')).join(', ');
