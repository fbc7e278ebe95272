/** Tells UTF-8, UTF-16 and UTF-32 apart by their byte patterns alone. */

export type UnicodeForm = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** Byte order marks; the longer ones first, because UTF-32LE begins with the mark of UTF-16LE. */
const MARKS: readonly [UnicodeForm, readonly number[]][] = [
  ['utf-32be', [0x00, 0x00, 0xfe, 0xff]],
  ['utf-32le', [0xff, 0xfe, 0x00, 0x00]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
];

/** How much of a file is looked at. */
const SAMPLE = 16_384;
/** Share of letters, digits, punctuation and spaces below which 16-bit units are no text. */
const PRINTABLE_SHARE = 0.95;
/** No language writes this many letters without a space, a line end, a comma or a full stop. */
const COMMON_EVERY = 100;

/** The form that a byte order mark declares. */
export function markedForm(bytes: Uint8Array): UnicodeForm | undefined {
  return MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
}

/** The 16- or 32-bit form that the zeros of a text without a mark betray. */
export function patternForm(bytes: Uint8Array): UnicodeForm | undefined {
  const sample = bytes.subarray(0, SAMPLE - (SAMPLE % 4));
  if (!sample.includes(0)) return undefined;
  return wideForm(sample) ?? halfWideForm(sample);
}

/** No code point reaches 2^24, so that one byte of every four is zero. */
function wideForm(sample: Uint8Array): UnicodeForm | undefined {
  const form = sample[3] === 0 ? 'utf-32le' : 'utf-32be';
  const whole = sample.length - (sample.length % 4);
  if (whole < 8) return undefined;
  for (let index = form === 'utf-32le' ? 3 : 0; index < whole; index += 4) if (sample[index] !== 0) return undefined;
  return looksPrintable(sample, form) ? form : undefined;
}

/** Both orders are tried: the right one is the one in which the commonest characters are common. */
function halfWideForm(sample: Uint8Array): UnicodeForm | undefined {
  let best: UnicodeForm | undefined;
  let most = Math.max(1, sample.length / 2 / COMMON_EVERY) - 1;
  for (const form of ['utf-16le', 'utf-16be'] as const) {
    const common = looksPrintable(sample, form) ? commonUnits(sample, form) : 0;
    if (common > most) [best, most] = [form, common];
  }
  return best;
}

/** Decodes any of the forms, without its mark; what is malformed becomes U+FFFD. */
export function decodeForm(bytes: Uint8Array, form: UnicodeForm): string {
  return form === 'utf-32le' || form === 'utf-32be' ? decodeUtf32(bytes, form === 'utf-32le') : new TextDecoder(form).decode(bytes);
}

/** TextDecoder knows every form but UTF-32. */
function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  let points: number[] = [];
  for (let offset = 0; offset + 4 <= bytes.length; offset += 4) {
    const point = view.getUint32(offset, littleEndian);
    const valid = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    if (!(offset === 0 && point === 0xfeff)) points.push(valid ? point : 0xfffd);
    if (points.length === 4_096) {
      parts.push(String.fromCodePoint(...points));
      points = [];
    }
  }
  return parts.join('') + String.fromCodePoint(...points);
}

/** How many units are ASCII or the punctuation of Chinese and Japanese. Which byte comes first shows in nothing else: 一 is 4E 00. */
function commonUnits(sample: Uint8Array, form: UnicodeForm): number {
  return decodeForm(sample, form).match(/[\t\n\r -~\u3001\u3002\uFF0C\uFF1A]/g)?.length ?? 0;
}

function looksPrintable(sample: Uint8Array, form: UnicodeForm): boolean {
  const whole = sample.subarray(0, sample.length - (sample.length % (form.startsWith('utf-32') ? 4 : 2)));
  const text = decodeForm(whole, form);
  const printable = text.match(/[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}\s]/gu)?.length ?? 0;
  return printable > 0 && printable >= [...text].length * PRINTABLE_SHARE && !text.includes('\uFFFD');
}
