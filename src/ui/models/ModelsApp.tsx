import '../styles/tokens.css';
import '../styles/base.css';
import { useEffect, useState } from 'react';
import type { Vault, VaultSnapshot } from '../../contract/model.ts';
import header from '../header/Header.module.css';
import controls from '../kit/controls.module.css';
import { Failure } from '../kit/Failure.tsx';
import { Icon } from '../kit/Icon.tsx';
import { useStore } from '../kit/store.ts';
import { AddFromComputer } from './AddFromComputer.tsx';
import { Ask } from './Ask.tsx';
import { machineWords } from './fit-words.ts';
import { ModelDrop } from './ModelDrop.tsx';
import { ModelList } from './ModelList.tsx';
import styles from './Models.module.css';
import { createModelsState, ModelsContext, useModels } from './models-state.ts';
import { browserNetwork } from './network.ts';
import { Space } from './Space.tsx';

/** What this page may reach, and what it cannot give away. */
function Reach({ hosts }: { hosts: readonly string[] }) {
  const names = hosts.length === 0 ? 'the hosts that models come from' : new Intl.ListFormat('en').format(hosts);
  return <p className={styles.lead}>To fetch models, this page may reach {names}; it holds no documents. The page with your documents can reach nothing but its own address.</p>;
}

function Open({ snapshot }: { snapshot: VaultSnapshot }) {
  return (
    <div className={styles.columns}>
      <div className={styles.lists}>
        <p className={styles.machine}>What the browser tells of this machine: <bdi>{machineWords(snapshot.device)}</bdi>.</p>
        <ModelList kind="embedding" models={snapshot.models} device={snapshot.device} />
        <ModelList kind="language" models={snapshot.models} device={snapshot.device} />
      </div>
      <div className={styles.side}>
        <AddFromComputer snapshot={snapshot} />
        <Space snapshot={snapshot} />
      </div>
    </div>
  );
}

function View() {
  const { store } = useModels();
  const view = useStore(store, (state) => state.view);
  if (view.status === 'starting') return <output className={styles.starting}>Looking at which models are here</output>;
  if (view.status === 'open') return <Open snapshot={view.snapshot} />;
  return (
    <div className={styles.stopped} role="alert">
      <Failure why={view.why}><button type="button" className={controls.primary} onClick={() => location.reload()}>Reload the page</button></Failure>
    </div>
  );
}

function Page({ hosts }: { hosts: readonly string[] }) {
  const { store } = useModels();
  const online = useStore(store, (state) => state.online);
  const said = useStore(store, (state) => state.said);
  return (
    <div className={styles.page}>
      <header className={header.header}>
        <span className={header.wordmark}>Carrel</span>
        <span className={controls.grow} />
        <a className={controls.chip} href="./"><Icon name="library" />Back to your documents</a>
      </header>
      <main className={styles.main}>
        <h1>Models</h1>
        <Reach hosts={hosts} />
        <output className={styles.notice}>{!online && <span className={styles.offline}>No connection. Models that are here go on working; downloads wait for it.</span>}</output>
        <View />
      </main>
      <Ask />
      <ModelDrop />
      <div className={controls.hidden} aria-live="polite" aria-atomic="true">{said}</div>
    </div>
  );
}

/**
 * The whole page of models.
 * @param hosts names of the hosts that it may reach; empty when they are not known
 */
export function ModelsApp({ vault, hosts }: { vault: Vault; hosts: readonly string[] }) {
  const [models] = useState(() => createModelsState(vault, browserNetwork, (text) => navigator.clipboard.writeText(text)));
  useEffect(() => models.start(), [models]);
  return <ModelsContext value={models}><Page hosts={hosts} /></ModelsContext>;
}
