import type { IndexVersions, LibrarySnapshot } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import { explainPlain } from '../explain.ts';
import controls from '../kit/controls.module.css';
import { useStore } from '../kit/store.ts';
import styles from './Meaning.module.css';
import { everyLanguage, languagesWords } from './language-words.ts';
import { embeddingSentence, refusedSentences, versionFacts } from './meaning-words.ts';

/** Languages by number, and by name for whoever asks. */
export function Languages({ codes }: { codes: readonly string[] }) {
  const words = languagesWords(codes);
  const all = everyLanguage(codes);
  if (words === '' || words === all) return <>{words}</>;
  return <details className={styles.inline}><summary>{words}</summary>{all}</details>;
}

/** A load that ended its tab is not tried again by itself: it could end this one, too. */
function TryAgain() {
  const { meaning } = useDesk();
  const asking = useStore(meaning.store, (state) => state.asking);
  return <p><button type="button" className={controls.button} disabled={asking} onClick={() => void meaning.tryAgain()}>Try it again</button></p>;
}

/** What is known of it by numbers. */
function Facts({ languages, versions }: { languages: readonly string[]; versions: IndexVersions | undefined }) {
  if (languages.length === 0 && !versions) return null;
  return (
    <dl className={styles.facts}>
      {languages.length > 0 && <><dt>Languages</dt><dd><Languages codes={languages} /></dd></>}
      {versions && <><dt>Index</dt><dd>{versionFacts(versions.active)}</dd></>}
    </dl>
  );
}

/** The model that answers now: what it knows, where it runs, and what was tried before. */
export function InUseSection({ embedding, versions, builtIn }: { embedding: LibrarySnapshot['embedding']; versions: IndexVersions | undefined; builtIn: boolean }) {
  const { runsOn, problem, status, languages } = embedding;
  const failed = status === 'failed';
  const endedTheTab = runsOn?.refused.some(({ why }) => why === 'ended-the-tab') ?? false;
  return (
    <section className={styles.section} aria-label="In use">
      {failed
        ? <p className={styles.failed}>{problem ? explainPlain(problem).sentence : 'It does not run in this browser.'} Documents are still found by word.</p>
        : <p>{embeddingSentence(embedding, builtIn)}</p>}
      {runsOn && refusedSentences(runsOn.refused, runsOn).map((sentence) => <p key={sentence}>{sentence}</p>)}
      {(failed || endedTheTab) && !builtIn && <TryAgain />}
      <Facts languages={languages} versions={versions} />
      {languages.length > 0 && !failed && <p className={styles.small}>In other languages, passages are found by word.</p>}
    </section>
  );
}
