import type { Span } from '../../contract/range.ts';
import { markedPieces } from '../kit/marked-pieces.ts';
import type { Stop } from './reader-state.ts';
import styles from './Reader.module.css';

/** A stretch of canonical text in which the quoted words are in `<mark>`, and the words of the query in it stand out. */
export function QuotedText({ text, span, stop }: { text: string; span: Span; stop: Stop | undefined }) {
  const own = text.slice(span.start, span.end);
  if (!stop || stop.quote.end <= span.start || stop.quote.start >= span.end) return own;
  return markedPieces(own, span, [stop.quote]).map((piece) => {
    if (!piece.marked) return piece.text;
    const within = { start: piece.start, end: piece.start + piece.text.length };
    return (
      <mark key={piece.start} className={styles.mark} tabIndex={-1}>
        {markedPieces(piece.text, within, stop.words).map((part) =>
          part.marked ? <span key={part.start} className={styles.word}>{part.text}</span> : part.text)}
      </mark>
    );
  });
}
