import type { Span } from '../../contract/range.ts';
import { markedPieces } from './marked-pieces.ts';
import { quietLines } from './quiet-lines.ts';

/** A quoted text with its marked parts in `<mark>` elements. Offsets as in `markedPieces`. */
export function Marked({ text, within, spans }: { text: string; within: Span; spans: readonly Span[] }) {
  return markedPieces(quietLines(text), within, spans).map((piece) =>
    piece.marked ? <mark key={piece.start}>{piece.text}</mark> : piece.text,
  );
}
