import { explainPlain } from '../explain.ts';
import controls from '../kit/controls.module.css';
import styles from './Ask.module.css';
import { EvidenceList } from './EvidenceList.tsx';
import { stepShare, stepWords } from './progress.ts';
import { QuestionHead } from './QuestionHead.tsx';
import { SearchedFor } from './SearchedFor.tsx';
import { StreamedText } from './StreamedText.tsx';
import type { AskingTurn } from './turn.ts';
import { QUOTING } from './writers-state.ts';

/** What is on screen while a question is being answered: first the question, then the evidence, then the words. */
export function AskingCard({ turn }: { turn: AskingTurn }) {
  const { question, progress, written, request } = turn;
  const { searched, evidence, steppedDown, doing } = progress;
  const items = evidence?.items ?? [];
  const share = stepShare(doing);
  const words = stepWords(doing);
  return (
    <section className={styles.article} aria-label="Question being answered" aria-busy="true">
      <QuestionHead question={question} />
      {searched && <SearchedFor question={question} searched={searched} />}
      {steppedDown && <p className={styles.note}>{explainPlain(steppedDown.problem).sentence} <bdi>{steppedDown.to}</bdi> answers instead.</p>}
      <div className={styles.working}>
        <p>{words}</p>
        {share && <progress className={controls.progress} value={share.done} max={share.of} aria-label={words} />}
      </div>
      <StreamedText written={written} quoted={request.answerWith === QUOTING} />
      {items.length > 0 && <EvidenceList label="Passages found" items={items} marksOf={() => []} />}
    </section>
  );
}
