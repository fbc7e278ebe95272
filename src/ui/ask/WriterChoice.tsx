import { useDesk } from '../desk-state.ts';
import { useStore } from '../kit/store.ts';
import styles from './Choice.module.css';
import { writerWords } from './writer-words.ts';

/** Who writes. While nothing is known yet, quoting is what there is. */
export function WriterChoice({ value, onChoose }: { value: string; onChoose: (id: string) => void }) {
  const { writers } = useDesk();
  const list = useStore(writers.store, (state) => state.list);
  return (
    <label className={styles.choice}>
      <span>Answers by</span>
      <select value={value} onChange={(event) => onChoose(event.target.value)} onFocus={() => void writers.read()}>
        {list ? list.map((writer) => <option key={writer.id} value={writer.id}>{writerWords(writer)}</option>) : <option value={value}>Quotations</option>}
      </select>
    </label>
  );
}
