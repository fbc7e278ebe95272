import type { Evidence } from '../../contract/answer.ts';
import type { Span } from '../../contract/range.ts';
import { useDesk } from '../desk-state.ts';
import { Marked } from '../kit/Marked.tsx';
import { placeHref } from '../kit/place-href.ts';
import { placeText, sourceName } from '../kit/place-text.ts';
import { useStore } from '../kit/store.ts';
import styles from './Ask.module.css';

interface Props {
  label: string;
  items: readonly Evidence[];
  /** What is marked in a passage; it opens at the first of these, or at its start. */
  marksOf: (item: Evidence) => Span[];
}

/** Passages with their sources; each opens in the reader. */
export function EvidenceList({ label, items, marksOf }: Props) {
  const { reader } = useDesk();
  const view = useStore(reader.store, (state) => state.view);
  const shown = view.status === 'open' ? view.stops[view.at]?.quote : undefined;
  return (
    <ol className={styles.evidence} aria-label={label}>
      {items.map((item) => {
        const marks = marksOf(item);
        const quotes = marks.length > 0 ? marks.toSorted((a, b) => a.start - b.start) : [item.range];
        const place = placeText(item.place);
        const current = shown !== undefined && view.status === 'open' && view.id === item.range.documentId && shown.start >= item.range.start && shown.end <= item.range.end;
        return (
          <li key={item.number} data-current={current ? '' : undefined}>
            <div className={styles.source}>
              <b aria-hidden="true">{item.number}</b>
              <a
                href={placeHref(item.range.documentId, quotes[0] ?? item.range)}
                aria-label={sourceName(item.documentName, item.place)}
                onClick={(event) => {
                  event.preventDefault();
                  void reader.open({ id: item.range.documentId, name: item.documentName, stops: quotes.map((quote) => ({ quote, words: [] })), at: 0 });
                }}
              >
                <bdi>{item.documentName}</bdi>{place !== '' && <bdi> · {place}</bdi>}
              </a>
            </div>
            <blockquote className={styles.quote} dir="auto"><Marked text={item.text} within={item.range} spans={marks} /></blockquote>
          </li>
        );
      })}
    </ol>
  );
}
