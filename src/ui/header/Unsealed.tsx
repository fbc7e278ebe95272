import controls from '../kit/controls.module.css';
import styles from './Header.module.css';
import type { Seal } from './seal-state.ts';
import { sealWords } from './seal-words.ts';

/** The whole page while it is not sealed: why no documents are taken, and what to do. */
export function Unsealed({ seal }: { seal: Seal }) {
  const { title, paragraphs } = sealWords(seal);
  const reloading = !seal.checking && !seal.sealed && seal.why === 'reloading';
  return (
    <div className={styles.page}>
      <header className={styles.header}><span className={styles.wordmark}>Carrel</span></header>
      <main className={styles.unsealed}>
        <h1>{title}</h1>
        {paragraphs.map((text) => <p key={text}>{text}</p>)}
        {!reloading && <p>Documents you added before are still stored in this browser.</p>}
        {!reloading && <button type="button" className={controls.primary} onClick={() => location.reload()}>Reload the page</button>}
        <output className={controls.hidden}>{reloading ? 'Sealing the page' : 'Not sealed'}</output>
      </main>
    </div>
  );
}
