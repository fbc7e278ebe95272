import type { ModelState } from '../../contract/model.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import controls from '../kit/controls.module.css';
import { countWords, numberWords } from '../kit/count-words.ts';
import { useStore } from '../kit/store.ts';
import { BuildChoice } from './BuildChoice.tsx';
import { choices } from './choose-build.ts';
import { buildWords } from './fit-words.ts';
import { hubAddress } from './hub-address.ts';
import { allLanguages } from './language-names.ts';
import styles from './ModelItem.module.css';
import { useModels } from './models-state.ts';

/** What only some people want to know: [what, value]. Empty values are left out. */
function rowsOf(state: ModelState): [string, string][] {
  const { entry } = state;
  const { installed } = state.status === 'installed' ? state : { installed: undefined };
  const here = entry.builds.filter(({ id }) => installed?.builds.includes(id));
  const rows: [string, string][] = [
    ['Languages', allLanguages(entry.languages)],
    ['Size', entry.parameters > 0 ? `${numberWords(entry.parameters)} million parameters` : ''],
    ['Reads at once', entry.embedding ? countWords(entry.embedding.maximumTokens, 'token') : entry.language ? countWords(entry.language.contextTokens, 'token') : ''],
    ['Vector length', entry.embedding ? numberWords(entry.embedding.dimensions) : ''],
    ['Runs on', (here.length > 0 ? here : entry.builds).map(buildWords).join('; ')],
    ['Revision', installed?.entry.revision ?? entry.revision],
    ['Files', installed ? countWords(Object.keys(installed.files).length, 'file') : ''],
  ];
  return rows.filter(([, value]) => value !== '');
}

function Address({ address, name }: { address: string; name: string }) {
  const { store, copyAddress } = useModels();
  const copied = useStore(store, (now) => now.copied === address);
  return (
    <div>
      <dt>Address</dt>
      <dd>
        <bdi>{address}</bdi>{' '}
        <button type="button" className={controls.plain} aria-label={`${copied ? 'Copied' : 'Copy'}: the address of ${name}`} onClick={() => void copyAddress(`https://${address}`)}>{copied ? 'Copied' : 'Copy'}</button>
      </dd>
    </div>
  );
}

/** Another set of weights of a model that is here already. */
function OtherBuild({ state, chosen }: { state: ModelState; chosen: string | undefined }) {
  const { download } = useModels();
  const others = choices(state);
  if (state.status !== 'installed' || others.length === 0) return null;
  const build = others.find(({ id }) => id === chosen) ?? others[0];
  if (!build) return null;
  return (
    <div className={styles.other}>
      <p>It can also be here to run on: {buildWords(build)}, {bytesWords(build.downloadBytes)}.</p>
      <BuildChoice state={state} chosen={build.id} />
      <button type="button" className={controls.button} aria-label={`Download ${state.entry.name} in this form too`} onClick={() => download(state.entry.id)}>Download</button>
    </div>
  );
}

/** Folded away: where it comes from, exactly which one it is, and what it is made of. */
export function ModelDetails({ state, chosen, className }: { state: ModelState; chosen: string | undefined; className: string }) {
  const { entry } = state;
  const address = hubAddress(entry);
  return (
    <details className={styles.details}>
      <summary>Details<span className={controls.hidden}> of {entry.name}</span></summary>
      <dl className={className}>
        {rowsOf(state).map(([term, value]) => <div key={term}><dt>{term}</dt><dd><bdi>{value}</bdi></dd></div>)}
        {address !== '' && <Address address={address} name={entry.name} />}
      </dl>
      <OtherBuild state={state} chosen={chosen} />
    </details>
  );
}
