import type { Answer, Citation } from '../../contract/answer.ts';
import { useDesk } from '../desk-state.ts';
import { placeHref } from '../kit/place-href.ts';
import { sourceName } from '../kit/place-text.ts';
import { useStore } from '../kit/store.ts';
import styles from './Ask.module.css';
import { stopsOfAnswer } from './stops-of-answer.ts';

/** A number that opens the original at the quoted words. Its name says which document and where. */
export function CitationLink({ answer, citation }: { answer: Answer; citation: Citation }) {
  const { reader } = useDesk();
  const { range, documentName, place, evidence } = citation;
  const current = useStore(reader.store, ({ view }) => {
    const quote = view.status === 'open' && view.id === range.documentId ? view.stops[view.at]?.quote : undefined;
    return quote !== undefined && quote.start === range.start && quote.end === range.end;
  });
  const name = sourceName(documentName, place);
  return (
    <a
      className={styles.cite}
      href={placeHref(range.documentId, range)}
      aria-label={`${evidence}, ${name}`}
      title={name}
      aria-current={current ? 'true' : undefined}
      onClick={(event) => {
        event.preventDefault();
        void reader.open({ id: range.documentId, name: documentName, ...stopsOfAnswer(answer, citation) });
      }}
    >
      {evidence}
    </a>
  );
}
