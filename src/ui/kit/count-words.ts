/** Numbers as the interface writes them. The interface is in English, so its numbers are too. */
const numbers = new Intl.NumberFormat('en');

/** "1,204". */
export const numberWords = (value: number): string => numbers.format(value);

/**
 * "1 document", "18 documents".
 * @param many the plural, when it is not the singular with an s
 */
export const countWords = (value: number, one: string, many = `${one}s`): string => `${numberWords(value)} ${value === 1 ? one : many}`;
