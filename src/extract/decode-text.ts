/** Turns the bytes of a text file into text: by its mark, by what it declares, as UTF-8, or by a guess that is admitted. */
import { decodeForm, markedForm, patternForm } from './unicode-form.ts';

export interface DecodedText {
  text: string;
  /** Set when nothing declared the encoding and the bytes are not valid UTF-8. */
  guessedEncoding?: string;
}

/** Where an HTML or XML file declares its encoding, if it does. */
const DECLARED_WITHIN = 4_096;
/** The detector looks at this much: more does not make it surer. */
const GUESSED_FROM = 200_000;
/** When even the detector does not know: every byte means something in it, and most such files are of that kind. */
const LAST_RESORT = 'windows-1252';

/** Names that the detector uses and TextDecoder does not know, for encodings that TextDecoder does know. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['cp949', 'euc-kr'], ['uhc', 'euc-kr'], ['cp932', 'shift_jis'], ['cp950', 'big5'], ['big5-hkscs', 'big5'], ['cp874', 'windows-874'],
  ['maccyrillic', 'x-mac-cyrillic'], ['mac-cyrillic', 'x-mac-cyrillic'], ['macroman', 'macintosh'], ['mac-roman', 'macintosh'],
  ['hz-gb-2312', 'gb18030'], ['euc-jis-2004', 'euc-jp'], ['shift_jis-2004', 'shift_jis'], ['shift-jisx0213', 'shift_jis'],
]);

/** The upper half of IBM code page 855 (DOS, Cyrillic), which TextDecoder lacks; U+00AD is the soft hyphen. */
const IBM855 =
  'ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u00ADыЫзЗшШэЭщЩчЧ§■\u00A0';

/**
 * Decodes a text file.
 * @param declaredIn whether the file may declare its own encoding, in a `<meta charset>` or an XML declaration
 */
export async function decodeText(bytes: Uint8Array, declaredIn: 'html' | 'nothing'): Promise<DecodedText> {
  const marked = markedForm(bytes);
  if (marked) return { text: decodeForm(bytes, marked) };
  const pattern = patternForm(bytes);
  if (pattern) return { text: decodeForm(bytes, pattern) };
  const escaped = bytes.subarray(0, GUESSED_FROM).includes(0x1b);
  // Bytes that are valid UTF-8 are UTF-8, whatever an old declaration says: no other encoding looks like it by chance.
  if (!escaped) {
    const utf8 = decodeStrictly(bytes, 'utf-8');
    if (utf8 !== undefined) return { text: utf8 };
  }
  const declared = declaredIn === 'html' ? declaredLabel(bytes) : undefined;
  const asDeclared = declared === undefined ? undefined : decodeStrictly(bytes, declared);
  return asDeclared === undefined ? guess(bytes, escaped) : { text: asDeclared };
}

function declaredLabel(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARED_WITHIN));
  const match = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head) ?? /<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head);
  const label = match?.[1]?.toLowerCase();
  // Such a declaration could only be read because the file is not UTF-16.
  return label === undefined || label.startsWith('utf-16') ? undefined : label;
}

async function guess(bytes: Uint8Array, escaped: boolean): Promise<DecodedText> {
  const sample = bytes.subarray(0, GUESSED_FROM);
  const { chardet } = await import('jschardet');
  const best = chardet.detect(sample).encoding;
  for (const encoding of best === null ? [] : [best, ...chardet.detectAll(sample).map((result) => result.encoding)]) {
    const text = encoding === null ? undefined : decodeGuessed(bytes, encoding);
    if (encoding !== null && text !== undefined) return isUtf8(encoding) && escaped && !text.includes('\uFFFD') ? { text } : { text, guessedEncoding: encoding };
  }
  return { text: new TextDecoder(LAST_RESORT).decode(bytes), guessedEncoding: LAST_RESORT };
}

function isUtf8(encoding: string): boolean {
  return encoding.toLowerCase() === 'utf-8' || encoding.toLowerCase() === 'ascii';
}

function decodeGuessed(bytes: Uint8Array, encoding: string): string | undefined {
  const name = encoding.toLowerCase();
  // Its zeros would have told; the detector believes the declaration that the bytes contradict.
  if (name.startsWith('utf-16') || name.startsWith('utf-32')) return undefined;
  if (name === 'ibm855' || name === 'cp855') return decodeIbm855(bytes);
  if (name === 'iso-2022-kr') return new TextDecoder('euc-kr').decode(shiftOutToEucKr(bytes));
  const label = labelOf(name);
  return label === undefined ? undefined : new TextDecoder(label).decode(bytes);
}

/** A label that TextDecoder knows; some names decode to nothing at all ("replacement") and are as good as unknown. */
function labelOf(encoding: string): string | undefined {
  const name = encoding.toLowerCase();
  for (const label of [LABELS.get(name), name, name.replace(/^iso(?=\d)/, 'iso-').replace('_', '-')]) {
    if (label !== undefined && knows(label)) return label;
  }
  return undefined;
}

function knows(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== 'replacement';
  } catch {
    return false;
  }
}

function decodeStrictly(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decodeIbm855(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  for (const [index, byte] of bytes.entries()) units[index] = byte < 0x80 ? byte : IBM855.charCodeAt(byte - 0x80);
  return new TextDecoder('utf-16le').decode(units);
}

/** ISO-2022-KR is EUC-KR without its high bits, between shift out (0E) and shift in (0F), after one escape sequence of four bytes. */
function shiftOutToEucKr(bytes: Uint8Array): Uint8Array {
  const result: number[] = [];
  let shifted = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === 0x1b) index += 3;
    else if (byte === 0x0e || byte === 0x0f) shifted = byte === 0x0e;
    else result.push(shifted && byte > 0x20 ? byte | 0x80 : byte);
  }
  return Uint8Array.from(result);
}
