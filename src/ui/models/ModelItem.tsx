import type { DeviceFacts, ModelBuild, ModelState } from '../../contract/model.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import controls from '../kit/controls.module.css';
import { Failure } from '../kit/Failure.tsx';
import { useStore } from '../kit/store.ts';
import { BuildChoice } from './BuildChoice.tsx';
import { buildOf, fitOf } from './choose-build.ts';
import { fitWords } from './fit-words.ts';
import { hubAddress } from './hub-address.ts';
import { languageNames } from './language-names.ts';
import { isBehindTerms, ModelActions } from './ModelActions.tsx';
import { ModelDetails } from './ModelDetails.tsx';
import styles from './ModelItem.module.css';
import { ModelProgress } from './ModelProgress.tsx';
import { useModels } from './models-state.ts';
import { useKeptFocus } from './use-kept-focus.ts';

/** Where a model that is not on the hub comes from; empty for one that is. */
function originOf(state: ModelState): string {
  if (state.status === 'installed' && state.installed.source === 'folder') return 'From this computer';
  const own = state.status === 'installed' ? state.installed.source === 'own-address' : state.entry.repository === '';
  return own ? 'From your own address' : '';
}

/** The build whose needs are shown: of a model that is here, one that is here. */
const shownBuild = (state: ModelState, meant: ModelBuild | undefined): ModelBuild | undefined =>
  state.status === 'installed' ? state.entry.builds.find(({ id }) => state.installed.builds.includes(id)) : meant;

function Facts({ state, build }: { state: ModelState; build: ModelBuild | undefined }) {
  const languages = languageNames(state.entry.languages);
  const rows = [
    ['Languages', languages],
    ['Download', build && state.status !== 'installed' ? bytesWords(build.downloadBytes) : ''],
    ['Memory', build ? bytesWords(build.memoryBytes) : ''],
    ['Licence', state.entry.licence],
  ].filter(([, value]) => value !== '');
  return (
    <dl className={styles.facts}>
      {rows.map(([term, value]) => <div key={term}><dt>{term}</dt><dd><bdi>{value}</bdi></dd></div>)}
    </dl>
  );
}

/** Whether the model suits this machine, with the reason. What is here is known to fit, or was wanted all the same. */
function Fitness({ state, build, device }: { state: ModelState; build: ModelBuild; device: DeviceFacts }) {
  const fit = fitOf(state, build.id);
  const { label, reason } = fitWords(fit, build, device);
  return <p className={styles.fit}><strong data-fit={fit}>{label}.</strong> {reason}</p>;
}

/** One model: what it is good for, what it needs, and what can be done with it now. */
export function ModelItem({ state, device }: { state: ModelState; device: DeviceFacts }) {
  const { store } = useModels();
  const { entry, status } = state;
  const chosen = useStore(store, (now) => now.chosen[entry.id]);
  const failure = useStore(store, (now) => now.failures[entry.id]);
  const { place, onFocus } = useKeptFocus<HTMLDivElement>(status);
  const build = buildOf(state, chosen);
  const shown = shownBuild(state, build);
  const origin = originOf(state);
  return (
    <li className={styles.item} aria-labelledby={`name-${entry.id}`} data-status={status}>
      <div className={styles.name}>
        <h3 id={`name-${entry.id}`}><bdi>{entry.name}</bdi></h3>
        {entry.maker !== '' && <bdi className={styles.maker}>{entry.maker}</bdi>}
        {origin !== '' && <span className={styles.origin}>{origin}</span>}
      </div>
      <p dir="auto" className={styles.good}>{entry.goodFor}</p>
      <Facts state={state} build={shown} />
      {shown && status !== 'installed' && <Fitness state={state} build={shown} device={device} />}
      {status === 'absent' && <BuildChoice state={state} chosen={build?.id} />}
      <ModelProgress state={state} />
      {isBehindTerms(state) && <p className={styles.gated}>Its maker asks people to accept terms at <bdi>{hubAddress(entry)}</bdi> first. Do that there, download its files, and add their folder here.</p>}
      {failure && <Failure why={failure} />}
      <div ref={place} className={styles.actions} tabIndex={-1} onFocus={onFocus}><ModelActions state={state} /></div>
      <ModelDetails state={state} chosen={build?.id} className={controls.dim ?? ''} />
    </li>
  );
}
