import type { ModelState, VaultSnapshot } from '../../contract/model.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import controls from '../kit/controls.module.css';
import { Dialog } from '../kit/Dialog.tsx';
import { useStore } from '../kit/store.ts';
import { buildOf, fitOf } from './choose-build.ts';
import { fitWords } from './fit-words.ts';
import styles from './Models.module.css';
import { useModels, type Question } from './models-state.ts';

interface AskWords {
  title: string;
  text: string;
  yes: string;
  no: string;
}

function ofDelete(state: ModelState): AskWords {
  const { entry } = state;
  const { bytes, source } = state.status === 'installed' ? { bytes: state.bytes, source: state.installed.source } : { bytes: 0, source: 'hub' as const };
  const lost = entry.kind === 'embedding' ? 'Searching by meaning with it is not possible until it is here again.' : 'Answers are not written by it until it is here again.';
  const back = source === 'folder' ? 'It can be added again from its files.' : `It can be downloaded again.`;
  return { title: `Delete ${entry.name}?`, text: `${bytesWords(bytes)} become free. ${lost} ${back} Your documents stay as they are.`, yes: 'Delete', no: 'Keep it' };
}

function ofCancel(name: string, state: ModelState | undefined): AskWords {
  const done = state && 'done' in state ? `${bytesWords(state.done)} that have arrived are deleted` : 'What has arrived of it is deleted';
  const kept = state?.status === 'installed' ? ' The model that is installed stays.' : '';
  return { title: `Delete the unfinished download of ${name}?`, text: `${done}. A later download starts from the beginning.${kept}`, yes: 'Delete', no: 'Keep it' };
}

function ofDownload(state: ModelState, snapshot: VaultSnapshot, chosen: string | undefined): AskWords {
  const build = buildOf(state, chosen);
  const reason = build ? `${fitWords(fitOf(state, build.id), build, snapshot.device).reason} ` : '';
  return { title: `Download ${state.entry.name} all the same?`, text: `${reason}Used on this machine it will most likely fail, or end the tab. Carrel goes on without it then.`, yes: 'Download anyway', no: 'Leave it' };
}

function wordsOf({ ask, modelId }: Question, snapshot: VaultSnapshot, chosen: string | undefined): AskWords | undefined {
  const state = snapshot.models.find(({ entry }) => entry.id === modelId);
  // What is left of a model that is listed no more still has its name among what takes space.
  if (ask === 'cancel') return ofCancel(state?.entry.name ?? snapshot.storage.models.find(({ id }) => id === modelId)?.name ?? modelId, state);
  return state && (ask === 'delete' ? ofDelete(state) : ofDownload(state, snapshot, chosen));
}

/** Asks before something is lost. The harmless answer has the keyboard. */
export function Ask() {
  const { store, answer } = useModels();
  const question = useStore(store, (state) => state.question);
  const view = useStore(store, (state) => state.view);
  const chosen = useStore(store, (state) => question && state.chosen[question.modelId]);
  const words = question && view.status === 'open' ? wordsOf(question, view.snapshot, chosen) : undefined;
  if (!words) return null;
  const { title, text, yes, no } = words;
  return (
    <Dialog label={title} onClose={() => answer(false)}>
      <div className={styles.ask}>
        <h2><bdi>{title}</bdi></h2>
        <p dir="auto">{text}</p>
        <div className={styles.answers}>
          <button type="button" className={controls.button} onClick={() => answer(false)}>{no}</button>
          <button type="button" className={controls.primary} onClick={() => answer(true)}>{yes}</button>
        </div>
      </div>
    </Dialog>
  );
}
