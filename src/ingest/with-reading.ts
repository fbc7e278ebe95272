/** A document's record after its file was read. */
import type { Extraction } from '../contract/extraction.ts';
import type { DocumentRecord } from '../contract/stored.ts';

/** A title that the document no longer has is gone. */
export function withReading({ title: _old, ...record }: DocumentRecord, read: Pick<Extraction, 'format' | 'extractor' | 'report' | 'pages' | 'title'>): DocumentRecord {
  const { format, extractor, report, pages, title } = read;
  return {
    ...record, format, extractor, report,
    ...(title === undefined ? {} : { title }),
    ...(pages.length > 0 ? { pages: pages.length } : {}),
  };
}
