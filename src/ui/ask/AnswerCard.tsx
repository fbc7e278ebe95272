import type { Answer, AnswerSentence } from '../../contract/answer.ts';
import { useDesk } from '../desk-state.ts';
import { countWords, numberWords } from '../kit/count-words.ts';
import controls from '../kit/controls.module.css';
import { answerAsText } from './answer-as-text.ts';
import type { Turn } from './ask-state.ts';
import styles from './Ask.module.css';
import { CitationLink } from './CitationLink.tsx';
import { EvidenceList } from './EvidenceList.tsx';
import { HowAnswered } from './HowAnswered.tsx';
import { citedIn } from './stops-of-answer.ts';

/** One link for each place that backs the sentence. */
function Sentence({ sentence, answer }: { sentence: AnswerSentence; answer: Answer }) {
  return (
    <p dir="auto">
      <span className={sentence.supported ? undefined : styles.unsupported}>{sentence.text}</span>
      {sentence.citations.map((citation) => (
        <CitationLink key={`${citation.evidence}:${citation.range.start}`} answer={answer} citation={citation} />
      ))}
      {!sentence.supported && <span className={styles.flag}>not found in your documents</span>}
    </p>
  );
}

function Said({ answer }: { answer: Answer }) {
  const { sentences, evidence } = answer;
  const supported = sentences.filter((sentence) => sentence.supported).length;
  const cited = evidence.filter((item) => citedIn(answer, item).length > 0);
  const others = evidence.filter((item) => !cited.includes(item));
  return (
    <>
      <div className={styles.said}>
        {sentences.map((sentence, index) => <Sentence key={`${index}:${sentence.text}`} sentence={sentence} answer={answer} />)}
      </div>
      {supported < sentences.length && <p className={controls.warn}>{numberWords(supported)} of {countWords(sentences.length, 'sentence')} found in your documents</p>}
      <EvidenceList label="Passages quoted" items={cited} marksOf={(item) => citedIn(answer, item)} />
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>{countWords(others.length, 'other passage')} considered</summary>
          <EvidenceList label="Other passages considered" items={others} marksOf={() => []} />
        </details>
      )}
    </>
  );
}

function Absent({ answer, narrowed }: { answer: Answer; narrowed: boolean }) {
  return (
    <>
      <div className={styles.absent}>
        <h3>Not in your documents{narrowed && ', of those selected'}</h3>
        <p>
          {answer.evidence.length === 0
            ? 'No passage has to do with this.'
            : 'Nothing in them answers this well enough to be quoted. The nearest passages follow; see for yourself.'}
          {narrowed && ' Only the selected documents were looked in.'}
        </p>
      </div>
      {answer.evidence.length > 0 && <EvidenceList label="Nearest passages" items={answer.evidence} marksOf={() => []} />}
    </>
  );
}

/** An answer that is complete: the quotations, their sources, and how it came about. */
export function AnswerCard({ turn }: { turn: Turn & { status: 'answered' } }) {
  const { ask, toasts } = useDesk();
  const { answer } = turn;
  const copy = () => navigator.clipboard.writeText(answerAsText(answer)).then(
    () => toasts.show('Copied the answer with its sources.'),
    () => toasts.show('The browser did not allow copying. Select the text and copy it by hand.'),
  );
  return (
    <article className={styles.article} aria-label="Answer" data-turn={turn.key}>
      <h2 className={styles.question} dir="auto">{answer.question}</h2>
      {answer.outcome === 'answered' ? <Said answer={answer} /> : <Absent answer={answer} narrowed={answer.scope !== 'all'} />}
      <HowAnswered answer={answer} />
      <div className={styles.foot}>
        <button type="button" className={controls.plain} onClick={() => void copy()}>Copy</button>
        <button type="button" className={controls.plain} aria-label={`Remove the answer to ${answer.question}`} onClick={() => ask.remove(turn)}>Remove</button>
      </div>
    </article>
  );
}
