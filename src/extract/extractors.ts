/**
 * The readers and their versions. Raise a number when a reader gives other text for the same file: documents read by an older one are then
 * offered to be read again.
 */
import type { Format } from '../contract/extraction.ts';

export const EXTRACTORS = { text: 'text/2', markdown: 'markdown/1', html: 'html/2', pdf: 'pdf/1', docx: 'docx/1' } as const satisfies Record<Format, string>;
