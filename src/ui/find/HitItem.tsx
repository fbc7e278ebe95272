import type { Hit } from '../../contract/search.ts';
import { useDesk } from '../desk-state.ts';
import { Marked } from '../kit/Marked.tsx';
import { placeHref } from '../kit/place-href.ts';
import { placeText } from '../kit/place-text.ts';
import styles from './Find.module.css';
import { focusHit } from './focus-hit.ts';
import { snippetOf } from './snippet.ts';
import { stopsOfHits } from './stops-of-hits.ts';

const FOUND_BY = { word: 'by word', meaning: 'by meaning', both: 'by word and meaning' } as const;

interface Props {
  hit: Hit;
  index: number;
  /** All results: those in the same document can be stepped through in the reader. */
  hits: Hit[];
  current: boolean;
}

/** One result: its document, its place, the words themselves. */
export function HitItem({ hit, index, hits, current }: Props) {
  const { reader, view } = useDesk();
  const { passage } = hit;
  const snippet = snippetOf(hit);
  const place = placeText(passage.place);
  return (
    <li>
      <a
        className={styles.hit}
        data-hit
        href={placeHref(passage.range.documentId, hit.snippet)}
        aria-current={current ? 'true' : undefined}
        onClick={(event) => {
          event.preventDefault();
          void reader.open({ id: passage.range.documentId, name: passage.documentName, ...stopsOfHits(hits, hit) });
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && focusHit(index + 1)) event.preventDefault();
          if (event.key === 'ArrowUp') {
            event.preventDefault();
            if (index === 0) view.callField('find');
            else focusHit(index - 1);
          }
        }}
      >
        <span className={styles.source}>
          <bdi className={styles.name}>{passage.documentName}</bdi>{' '}
          {place !== '' && <bdi className={styles.place}>{place}</bdi>}{' '}
          <span className={styles.by}>{FOUND_BY[hit.foundBy]}</span>
        </span>
        <blockquote className={styles.quote} dir="auto">
          {snippet.cutBefore && '… '}
          <Marked text={snippet.text} within={snippet.within} spans={snippet.marks} />
          {snippet.cutAfter && ' …'}
        </blockquote>
      </a>
    </li>
  );
}
