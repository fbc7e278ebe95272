import type { DocumentId, Span } from '../../contract/range.ts';

/** An address of a place inside this page. It names the document by its digest, so it says nothing to anybody else. */
export const placeHref = (id: DocumentId, { start, end }: Span): string => `#read=${id},${start},${end}`;

/** The place an address names, if it names one. */
export function placeOfHref(hash: string): { id: DocumentId; span: Span } | undefined {
  const [, id, start, end] = /^#read=([0-9a-f]{64}),(\d{1,10}),(\d{1,10})$/.exec(hash) ?? [];
  if (id === undefined) return undefined;
  return { id: id as DocumentId, span: { start: Number(start), end: Number(end) } };
}
