/** The page inside an MHTML file: a mail message (RFC 2557) whose HTML part is the page. */
import { decodeText } from './decode-text.ts';

/** The HTML of the first part of type text/html; '' when there is none. */
export async function htmlOfMhtml(bytes: Uint8Array): Promise<string> {
  // Every byte becomes the character of its number, so that parts can be cut out as text and turned back into bytes.
  const message = new TextDecoder('iso-8859-1').decode(bytes);
  const boundary = /boundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;]+))/i.exec(headOf(message));
  const mark = boundary?.[1] ?? boundary?.[2];
  const parts = mark === undefined ? [message] : message.split(`--${mark}`).slice(1);
  const page = parts.find((part) => /^content-type:\s*text\/html/im.test(headOf(part.trimStart())))?.trimStart();
  if (page === undefined) return '';
  const head = headOf(page);
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(head)?.[1]?.toLowerCase();
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(head)?.[1];
  const body = decodeTransfer(page.slice(head.length), encoding);
  return (await decodeText(charset === undefined ? body : declaring(body, charset), 'html')).text;
}

function headOf(part: string): string {
  const end = /\r?\n\r?\n/.exec(part);
  return end ? part.slice(0, end.index) : part;
}

function decodeTransfer(body: string, encoding: string | undefined): Uint8Array {
  if (encoding === 'quoted-printable') {
    const joined = body.replaceAll(/=[ \t]*\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return bytesOf(joined);
  }
  if (encoding === 'base64') {
    const digits = body.replaceAll(/[^A-Za-z0-9+/]/g, '');
    return bytesOf(atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0))));
  }
  return bytesOf(body);
}

/** The charset stands in the header of the part; the page is told, and says so itself if it says anything. */
function declaring(page: Uint8Array, charset: string): Uint8Array {
  const declaration = bytesOf(`<meta charset="${charset}">`);
  const result = new Uint8Array(declaration.length + page.length);
  result.set(declaration);
  result.set(page, declaration.length);
  return result;
}

function bytesOf(latin: string): Uint8Array {
  return Uint8Array.from(latin, (character) => character.charCodeAt(0) & 0xff);
}
