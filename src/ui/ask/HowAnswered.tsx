import type { Answer } from '../../contract/answer.ts';
import { useDesk } from '../desk-state.ts';
import { sourceName } from '../kit/place-text.ts';
import { useStore } from '../kit/store.ts';
import styles from './Ask.module.css';
import { lineageRows, scoreWords } from './lineage-rows.ts';

/** Says in words how an answer came about, for people who want to check. */
export function HowAnswered({ answer }: { answer: Answer }) {
  const { writers } = useDesk();
  const list = useStore(writers.store, (state) => state.list);
  const nameOf = (id: string) => list?.find((writer) => writer.id === id)?.name ?? id;
  return (
    <details className={styles.how}>
      <summary>How this was answered</summary>
      <dl className={styles.lineage}>
        {lineageRows(answer, nameOf).map(({ term, lines }) => (
          <div key={term}>
            <dt>{term}</dt>
            {lines.map((line) => <dd key={line} dir="auto">{line}</dd>)}
          </div>
        ))}
        {answer.evidence.length > 0 && (
          <div>
            <dt>Scores</dt>
            {answer.evidence.map((item) => (
              <dd key={item.number}><b>{scoreWords(item.score)}</b> <bdi>{item.number}, {sourceName(item.documentName, item.place)}</bdi></dd>
            ))}
          </div>
        )}
      </dl>
    </details>
  );
}
