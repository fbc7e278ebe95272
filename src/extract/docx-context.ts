/** What all parts of one Word file share while their text is read. */
import type { Piece } from './block-writer.ts';
import type { Numbering } from './docx-numbering.ts';
import type { Styles } from './docx-styles.ts';

export interface DocxContext {
  styles: Styles;
  numbering: Numbering;
  /** What relationships embed, by their identifier: charts and documents in other formats, already read. */
  embedded: ReadonlyMap<string, readonly Piece[]>;
}
