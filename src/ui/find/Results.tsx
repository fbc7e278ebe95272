import { useDesk } from '../desk-state.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { countWords } from '../kit/count-words.ts';
import { millisecondsWords } from '../kit/duration-words.ts';
import { Failure } from '../kit/Failure.tsx';
import { useStore } from '../kit/store.ts';
import styles from './Find.module.css';
import { hitsOf, type Found } from './find-state.ts';
import { HitItem } from './HitItem.tsx';
import { NothingTyped } from './NothingTyped.tsx';

function SummaryLine({ found, limit }: { found: Found; limit: number }) {
  const { library } = useDesk();
  const embedding = useStore(library.store, (state) => state.snapshot?.embedding.status);
  if (found.status !== 'found') {
    const before = hitsOf(found).length;
    return <p className={classes(styles.line, controls.dim, controls.num)}>{before > 0 && <span>{countWords(before, 'passage')} ·</span>}<span>searching</span></p>;
  }
  const { hits, byMeaning, settled, milliseconds } = found;
  const count = hits.length >= limit ? `The best ${countWords(hits.length, 'passage')}` : countWords(hits.length, 'passage');
  const words = embedding === 'failed' ? 'by word only: the model for meaning does not run here' : 'by word only, until meaning is indexed';
  const how = byMeaning ? 'by word and meaning' : settled ? words : 'by word; looking by meaning';
  return (
    <p className={classes(styles.line, controls.dim, controls.num)}>
      <span>{count}</span><span>· {how}</span>{settled && <span>· {millisecondsWords(milliseconds)}</span>}
    </p>
  );
}

function NoMatch() {
  const { find, library } = useDesk();
  const text = useStore(find.store, (state) => state.text);
  const narrowed = useStore(library.store, (state) => state.chosen.size > 0);
  return (
    <div className={styles.none}>
      <p>No passage matches <bdi>“{text.trim()}”</bdi>.</p>
      <p className={controls.dim}>Try fewer words, or say it another way.</p>
      {narrowed && <button type="button" className={controls.button} onClick={library.chooseAll}>Look in all documents</button>}
    </div>
  );
}

/** The list under the search field, in each of its states. */
export function Results() {
  const { find, reader } = useDesk();
  const found = useStore(find.store, (state) => state.found);
  const limit = useStore(find.store, (state) => state.limit);
  const view = useStore(reader.store, (state) => state.view);
  const hits = hitsOf(found);
  if (found.status === 'nothing-typed') return <NothingTyped />;
  if (found.status === 'failed') {
    return <Failure why={found.why}><button type="button" className={controls.button} onClick={() => void find.again()}>Search again</button></Failure>;
  }
  if (found.status === 'found' && hits.length === 0) return <NoMatch />;
  const stop = view.status === 'open' ? view.stops[view.at] : undefined;
  const isCurrent = (hit: typeof hits[number]) =>
    view.status === 'open' && hit.passage.range.documentId === view.id && hit.snippet.start === stop?.quote.start && hit.snippet.end === stop.quote.end;
  return (
    <>
      <SummaryLine found={found} limit={limit} />
      <ul aria-label="Results" className={styles.list}>
        {hits.map((hit, index) => (
          <HitItem key={`${hit.passage.range.documentId}:${hit.passage.range.start}`} hit={hit} index={index} hits={hits} current={isCurrent(hit)} />
        ))}
      </ul>
      {hits.length >= limit && <button type="button" className={classes(controls.button, styles.more)} onClick={() => void find.more()}>More</button>}
    </>
  );
}
