import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { countWords } from '../kit/count-words.ts';
import { useStore } from '../kit/store.ts';
import styles from './Desk.module.css';

const chooseFiles = () => document.getElementById('add-documents')?.click();

function Lost({ count }: { count: number }) {
  const { library } = useDesk();
  return (
    <div className={styles.welcome}>
      <h2>This browser removed your {count === 1 ? 'document' : countWords(count, 'document')}</h2>
      <p>When the page was last open, {countWords(count, 'document was', 'documents were')} stored here. They are gone: browsers clear what pages store when the disk is full, when browsing data is deleted, or after a long absence. The files you added them from were never touched.</p>
      <div className={styles.buttons}>
        <button type="button" className={controls.primary} onClick={chooseFiles}>Add documents</button>
        <button type="button" className={controls.button} onClick={library.closeLost}>Start with an empty library</button>
      </div>
    </div>
  );
}

/** The desk of an empty library: what Carrel is, how to begin, and where documents go. */
export function Welcome() {
  const { library } = useDesk();
  const lost = useStore(library.store, (state) => state.lost);
  if (lost > 0) return <Lost count={lost} />;
  return (
    <div className={styles.welcome}>
      <h2>Find the words in your own documents</h2>
      <p>Drop documents here and search them by word and by meaning. Ask a question, and Carrel answers with sentences quoted from them, each of which opens at its place in the original.</p>
      <div className={styles.buttons}>
        <button type="button" className={controls.primary} onClick={chooseFiles}>Add documents</button>
        <button type="button" className={controls.button} onClick={() => void library.addSamples()}>Try the sample documents</button>
      </div>
      <p className={styles.formats}>PDF, Word (.docx), HTML, Markdown and plain text. Everything stays in this browser: nothing is uploaded, and Carrel works without a connection.</p>
    </div>
  );
}
