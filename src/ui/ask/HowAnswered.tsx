import type { Answer } from '../../contract/answer.ts';
import { countWords } from '../kit/count-words.ts';
import { millisecondsWords } from '../kit/duration-words.ts';
import styles from './Ask.module.css';

const decimals = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** Says in words how an answer came about, for people who want to check. */
export function HowAnswered({ answer }: { answer: Answer }) {
  const { strength, floor, evidence, generator, milliseconds, askedAt, scope, outcome } = answer;
  const asked = new Date(askedAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
  const where = scope === 'all' ? 'all documents' : countWords(scope.length, 'selected document');
  return (
    <details className={styles.how}>
      <summary>How this was answered</summary>
      <div>
        <p>Asked {asked}, in {where}.</p>
        <p>{countWords(evidence.length, 'passage')} came nearest to the question, in {millisecondsWords(milliseconds.gathering)}.</p>
        <p>
          The strength of the evidence was {decimals.format(strength)}; an answer needs at least {decimals.format(floor)}.
          {outcome === 'not-in-documents' && ' So nothing was quoted.'}
        </p>
        {outcome === 'answered' && (
          <p>Made by <bdi>{generator}</bdi> in {millisecondsWords(milliseconds.generating)}. Each quotation was then looked up in the stored text of its document.</p>
        )}
      </div>
    </details>
  );
}
