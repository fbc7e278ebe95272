/** Tells what a file is from its first bytes. Its name only chooses among kinds of text, where bytes cannot. */
import { markedForm, patternForm, decodeForm } from './unicode-form.ts';

/**
 * `zip` and `ole` are containers that must be opened to know what they hold. `other` is nothing Carrel reads:
 * `found` says in words what it looks like, '' when it looks like nothing known.
 */
export type Sniffed = { kind: 'text' | 'markdown' | 'html' | 'pdf' | 'zip' | 'ole' | 'empty' } | { kind: 'other'; found: string };

/** How many bytes `sniff` wants to see. */
export const SNIFFED_BYTES = 65_536;

/** First bytes of kinds of file that people have, as Latin-1, with how to call them. `?` stands for any byte. */
const SIGNATURES: readonly (readonly [signature: string, found: string])[] = [
  ['\x89PNG\r\n', 'a PNG image'], ['\xFF\xD8\xFF', 'a JPEG image'], ['GIF8', 'a GIF image'], ['BM????\0\0\0\0', 'a BMP image'],
  ['II*\0', 'a TIFF image'], ['MM\0*', 'a TIFF image'], ['RIFF????WEBP', 'a WebP image'], ['????ftypheic', 'a HEIC image'],
  ['????ftypavif', 'an AVIF image'], ['????ftypM4A', 'an audio file'], ['????ftyp', 'a video'], ['8BPS', 'a Photoshop image'],
  ['\0\0\x01\0', 'an icon'], ['ID3', 'an audio file'], ['\xFF\xFB', 'an audio file'], ['OggS', 'an audio file'], ['fLaC', 'an audio file'],
  ['RIFF????WAVE', 'an audio file'], ['RIFF????AVI ', 'a video'], ['\x1A\x45\xDF\xA3', 'a video'], ['7z\xBC\xAF\x27\x1C', 'a 7-Zip archive'],
  ['Rar!\x1A\x07', 'a RAR archive'], ['\x1F\x8B', 'a gzip archive'], ['BZh', 'a bzip2 archive'], ['\xFD7zXZ\0', 'an XZ archive'],
  ['\x28\xB5\x2F\xFD', 'a Zstandard archive'], ['MZ', 'a Windows program'], ['\x7FELF', 'a program'], ['\xCA\xFE\xBA\xBE', 'a program'],
  ['\xCF\xFA\xED\xFE', 'a program'], ['SQLite format 3\0', 'a database'], ['wOFF', 'a font'], ['wOF2', 'a font'], ['OTTO\0', 'a font'],
  ['\0\x01\0\0\0', 'a font'], ['{\\rtf', 'an RTF document'], ['%!PS', 'a PostScript document'], ['AT&TFORM', 'a DjVu document'],
  ['????????????????????????????????????????????????????????????BOOKMOBI', 'a Kindle book'], ['\xFFWPC', 'a WordPerfect document'],
  ['!BDN', 'an Outlook mailbox'], ['ITSF', 'a Windows help file'], ['bplist', 'a property list'],
];

const PDF_WITHIN = 1_024;
const MARKDOWN_NAME = /\.(?:md|markdown|mdown|mkdn?|mdwn)$/iu;
const HTML_NAME = /\.(?:html?|xhtml|xht)$/iu;
const TEXT_NAME = /\.(?:txt|text|log)$/iu;
/** Names that promise something other than text: text inside is an error page, a renamed file, or what is left of one. */
const BINARY_NAME = /\.(?:pdf|docx?|docm|xlsx?|pptx?|od[tsp]|epub|png|jpe?g|gif|webp|heic|zip|mp[34]|rtf)$/iu;
/** Files that lost their head, or never had one: objects are there, the mark is not. pdf.js mends them. */
const PDF_OBJECT = /(?:^|[\r\n])\d+ \d+ obj\b/;

const HTML_START = /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i;
const XML_START = /^\s*<\?xml\b/i;
const MAIL_HEADER = /^(?:from|to|subject|date|message-id|received|return-path|mime-version|content-type|delivered-to|x-[\w-]+|dkim-signature|reply-to|cc): ?\S/i;

/** ASCII controls that occur in text: tab, line ends, form feed, backspace, escape and the shifts of ISO-2022, DOS end of file. */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x1a, 0x1b]);
const CONTROL_SHARE = 0.01;

/** @param head the first `SNIFFED_BYTES` bytes of the file, or all of a shorter one */
export function sniff(head: Uint8Array, fileName: string): Sniffed {
  if (head.length === 0) return { kind: 'empty' };
  const latin = new TextDecoder('latin1').decode(head);
  if (latin.slice(0, PDF_WITHIN).includes('%PDF-')) return { kind: 'pdf' };
  if (latin.startsWith('PK\x03\x04') || latin.startsWith('PK\x05\x06')) return { kind: 'zip' };
  if (latin.startsWith('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1')) return { kind: 'ole' };
  if (/\.pdf$/iu.test(fileName) && PDF_OBJECT.test(latin)) return { kind: 'pdf' };
  const known = signatureOf(latin);
  if (known !== undefined && !(isText(head) && isAmbiguous(latin))) return { kind: 'other', found: known };
  if (!isText(head)) return { kind: 'other', found: '' };
  return textKind(head, fileName);
}

/** What a file of this name would be called, when it is a kind that Carrel reads. */
export function promisedFormat(fileName: string): 'PDF' | 'Word document' | undefined {
  if (/\.pdf$/iu.test(fileName)) return 'PDF';
  return /\.docx$/iu.test(fileName) ? 'Word document' : undefined;
}

function signatureOf(latin: string): string | undefined {
  const matches = ([signature]: readonly [string, string]) => {
    for (let index = 0; index < signature.length; index += 1) {
      if (signature[index] !== '?' && signature[index] !== latin[index]) return false;
    }
    return true;
  };
  return SIGNATURES.find(matches)?.[1];
}

/** Signatures of two or three letters also begin ordinary words ("BZhou", "MZ", "ID3 tags"): text is believed first. */
function isAmbiguous(latin: string): boolean {
  return /^(?:MZ|BZh|ID3|BM|ITSF|OggS|fLaC|GIF8|8BPS|wOF|bplist|....ftyp|\xFF[\xFB\xFE]|\xFE\xFF)/s.test(latin);
}

function isText(head: Uint8Array): boolean {
  if (markedForm(head) || patternForm(head)) return true;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if ((byte < 0x20 && !TEXT_CONTROLS.has(byte)) || byte === 0x7f) controls += 1;
  }
  return controls <= head.length * CONTROL_SHARE;
}

function textKind(head: Uint8Array, fileName: string): Sniffed {
  const start = decodeForm(head, markedForm(head) ?? patternForm(head) ?? 'utf-8');
  const looksHtml = HTML_START.test(start);
  if (BINARY_NAME.test(fileName)) return { kind: 'other', found: looksHtml ? 'a web page' : 'plain text' };
  if (HTML_NAME.test(fileName)) return { kind: 'html' };
  if (MARKDOWN_NAME.test(fileName)) return { kind: 'markdown' };
  if (TEXT_NAME.test(fileName)) return { kind: 'text' };
  if (looksHtml) return { kind: 'html' };
  const found = markupOf(start);
  return found === undefined ? { kind: 'text' } : { kind: 'other', found };
}

/** Text that is written for programs, and would be read with all its signs. */
function markupOf(start: string): string | undefined {
  if (/^\s*<svg\b/i.test(start)) return 'an SVG image';
  if (XML_START.test(start)) return /<svg\b/i.test(start) ? 'an SVG image' : 'an XML file';
  return looksLikeMail(start) ? 'an e-mail message' : undefined;
}

/** A message begins with header lines; three of the usual ones are no accident. */
function looksLikeMail(start: string): boolean {
  const lines = start.trimStart().split(/\r?\n/, 40);
  const end = lines.indexOf('');
  return MAIL_HEADER.test(lines[0] ?? '') && lines.slice(0, end < 0 ? 40 : end).filter((line) => MAIL_HEADER.test(line)).length >= 3;
}
