import type { ModelState } from '../../contract/model.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import controls from '../kit/controls.module.css';
import { choices } from './choose-build.ts';
import { buildWords } from './fit-words.ts';
import styles from './ModelItem.module.css';
import { useModels } from './models-state.ts';

/** Which set of weights to download, where this machine leaves a choice. */
export function BuildChoice({ state, chosen }: { state: ModelState; chosen: string | undefined }) {
  const { choose } = useModels();
  const { entry, recommended } = state;
  const builds = choices(state);
  if (builds.length < 2) return null;
  return (
    <label className={styles.choice}>
      <span>Runs on<span className={controls.hidden}>, for {entry.name}</span></span>
      <select className={controls.input} value={chosen} onChange={({ target }) => choose(entry.id, target.value)}>
        {builds.map((build) => (
          <option key={build.id} value={build.id}>{buildWords(build)} · {bytesWords(build.downloadBytes)}{build.id === recommended ? ' · recommended' : ''}</option>
        ))}
      </select>
    </label>
  );
}
