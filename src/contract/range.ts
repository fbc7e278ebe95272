/** SHA-256 of a document's original bytes, in lower-case hex. */
export type DocumentId = string & { readonly brand: 'DocumentId' };

/** A stretch of a text, in UTF-16 units, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A stretch of one document's canonical text. Passages, hits, citations and highlights are all ranges. */
export interface TextRange extends Span {
  documentId: DocumentId;
}
