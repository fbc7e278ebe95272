import type { RefusedFile } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import { explainPlain } from '../explain.ts';
import controls from '../kit/controls.module.css';
import { countWords } from '../kit/count-words.ts';
import styles from './Library.module.css';

/** Files that were not taken, and why, until the person has seen it. */
export function RefusedFiles({ files }: { files: RefusedFile[] }) {
  const { library } = useDesk();
  return (
    <div className={styles.refused}>
      <div className={styles.row}>
        <h3>{countWords(files.length, 'file')} not added</h3>
        <span className={controls.grow} />
        {files.length > 1 && <button type="button" className={controls.plain} onClick={() => { for (const file of files) library.dismiss(file.key); }}>Dismiss all</button>}
      </div>
      <ul aria-label="Files not added">
        {files.map((file) => (
          <li key={file.key}>
            <div><span dir="auto">{file.name}</span><p>{explainPlain(file.problem).brief}</p></div>
            <button type="button" className={controls.plain} aria-label={`Dismiss ${file.name}`} onClick={() => library.dismiss(file.key)}>Dismiss</button>
          </li>
        ))}
      </ul>
    </div>
  );
}
