import type { ModelKind, ModelState } from '../../contract/model.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { choices } from './choose-build.ts';
import styles from './ModelItem.module.css';
import { useModels, type ModelsState } from './models-state.ts';

interface Act {
  /** On the button; with the model's name behind it, also its accessible name. */
  label: string;
  run: (modelId: string) => unknown;
  primary?: boolean;
}

/** What a person can do with a model in each state. The first is what they most likely want. */
const actsOf = (models: ModelsState): { [S in ModelState['status']]: Act[] } => {
  const cancel: Act = { label: 'Cancel', run: models.cancel };
  const pause: Act = { label: 'Pause', run: models.pause };
  return {
    absent: [{ label: 'Download', run: models.download, primary: true }],
    partial: [{ label: 'Resume', run: models.download, primary: true }, cancel],
    downloading: [pause, cancel],
    retrying: [pause, cancel],
    verifying: [cancel],
    failed: [{ label: 'Try again', run: models.download, primary: true }, cancel],
    installed: [{ label: 'Delete', run: models.remove }],
  };
};

/** The documents' page, told which model to use. */
const USE: { [K in ModelKind]: { label: string; address: (modelId: string) => string } } = {
  embedding: { label: 'Use it for searching', address: (modelId) => `./#use-model=${encodeURIComponent(modelId)}` },
  language: { label: 'Use it for answers', address: (modelId) => `./#answer-with=${encodeURIComponent(modelId)}` },
};

function UseIt({ state: { entry } }: { state: ModelState }) {
  const { label, address } = USE[entry.kind];
  return <a className={classes(controls.button, styles.use)} href={address(entry.id)} aria-label={`${label}: ${entry.name}`}>{label}</a>;
}

/** Nobody has an account here, so a download of such a model could only be refused. */
export const isBehindTerms = ({ status, entry }: ModelState): boolean => status === 'absent' && entry.gated;

/** The buttons of one model; none for one that cannot be downloaded from here. */
export function ModelActions({ state }: { state: ModelState }) {
  const models = useModels();
  const { entry, status } = state;
  if (isBehindTerms(state)) return null;
  const advised = status !== 'absent' || choices(state).length > 0;
  return (
    <>
      {status === 'installed' && <UseIt state={state} />}
      {actsOf(models)[status].map(({ label, run, primary }) => (
        <button key={label} type="button" className={primary && advised ? controls.primary : controls.button} aria-label={`${label} ${entry.name}`} onClick={() => run(entry.id)}>{label}</button>
      ))}
    </>
  );
}
