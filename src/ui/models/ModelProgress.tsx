import type { ModelState } from '../../contract/model.ts';
import { explainPlain } from '../explain.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { Failure } from '../kit/Failure.tsx';
import styles from './ModelItem.module.css';
import { progressWords, waitWords } from './progress-words.ts';
import { useNow } from './use-now.ts';

type On<S extends ModelState['status']> = Extract<ModelState, { status: S }>;

const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

function Bar({ state }: { state: On<'partial' | 'downloading' | 'retrying' | 'verifying' | 'failed'> }) {
  const { entry, done, of } = state;
  // Without an end that is known, the bar only says that something goes on.
  const value = of > 0 ? { value: Math.min(done, of), max: of } : {};
  return <progress className={classes(controls.progress, styles.bar)} aria-label={entry.name} {...value} />;
}

function Retrying({ state }: { state: On<'retrying'> }) {
  const now = useNow();
  return (
    <>
      <p className={styles.state}><strong>Waiting to try again</strong> <span className={controls.num}>{waitWords(state.atMs, now)} · {progressWords(state)}</span></p>
      <p className={controls.warn}>{explainPlain(state.problem).sentence}</p>
    </>
  );
}

function Words({ state }: { state: On<'partial' | 'downloading' | 'verifying'> }) {
  const word = { partial: 'Paused', downloading: 'Downloading', verifying: 'Verifying' }[state.status];
  return <p className={styles.state}><strong>{word}</strong> <span className={controls.num}>{progressWords(state)}</span></p>;
}

/** How far it has come, or what became of it. Nothing for a model that was never asked for. */
export function ModelProgress({ state }: { state: ModelState }) {
  if (state.status === 'absent') return null;
  if (state.status === 'installed') {
    return <p className={styles.state}><strong data-good="">Installed</strong> <span className={controls.num}>{bytesWords(state.bytes)} · {dates.format(state.installed.installedAt)}</span></p>;
  }
  return (
    <div className={styles.progress}>
      {state.status === 'failed' && <Failure why={explainPlain(state.problem)} />}
      {state.status === 'retrying' && <Retrying state={state} />}
      {(state.status === 'partial' || state.status === 'downloading' || state.status === 'verifying') && <Words state={state} />}
      {(state.status !== 'failed' || state.done > 0) && <Bar state={state} />}
    </div>
  );
}
