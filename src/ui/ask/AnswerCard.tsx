import { useId, useRef, useState } from 'react';
import type { Answer } from '../../contract/answer.ts';
import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { countWords } from '../kit/count-words.ts';
import { AnswerActions } from './AnswerActions.tsx';
import { AnswerAgain } from './AnswerAgain.tsx';
import { AnswerText } from './AnswerText.tsx';
import styles from './Ask.module.css';
import { confidenceWords } from './confidence-words.ts';
import { EvidenceList } from './EvidenceList.tsx';
import { unsupportedWords } from './finding-words.ts';
import { focusConversation, focusTurn } from './focus-turn.ts';
import { HowAnswered } from './HowAnswered.tsx';
import { QuestionHead } from './QuestionHead.tsx';
import { SearchedFor } from './SearchedFor.tsx';
import { citedIn } from './stops-of-answer.ts';
import type { AnsweredTurn } from './turn.ts';

function Sources({ answer }: { answer: Answer }) {
  const cited = answer.evidence.filter((item) => citedIn(answer, item).length > 0);
  const others = answer.evidence.filter((item) => !cited.includes(item));
  return (
    <>
      {cited.length > 0 && <EvidenceList label="Passages quoted" items={cited} marksOf={(item) => citedIn(answer, item)} />}
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>{countWords(others.length, cited.length > 0 ? 'other passage' : 'passage')} considered</summary>
          <EvidenceList label="Other passages considered" items={others} marksOf={() => []} />
        </details>
      )}
    </>
  );
}

function Said({ answer }: { answer: Answer }) {
  const warning = answer.outcome === 'answered' ? unsupportedWords(answer) : '';
  return (
    <>
      {warning !== '' && <p className={controls.warn}>{warning}</p>}
      <AnswerText answer={answer} />
      {answer.confidence && <p className={styles.confidence}>{confidenceWords(answer.confidence)}</p>}
      <Sources answer={answer} />
    </>
  );
}

/** Half an answer stays: it may be all that was wanted. */
function Unfinished({ answer, onAgain }: { answer: Answer; onAgain: (control: Element) => void }) {
  return (
    <>
      {answer.sentences.length > 0 && <AnswerText answer={answer} />}
      <div className={styles.unfinished}>
        <p>Stopped before it was finished.</p>
        <button type="button" className={controls.button} onClick={(event) => onAgain(event.currentTarget)}>Ask again</button>
      </div>
      <Sources answer={answer} />
    </>
  );
}

function Absent({ answer }: { answer: Answer }) {
  const narrowed = answer.scope !== 'all';
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
      {answer.sentences.length > 0 && (
        <details className={styles.others}>
          <summary>What was written, and not found in your documents</summary>
          <AnswerText answer={answer} />
        </details>
      )}
      {answer.evidence.length > 0 && <EvidenceList label="Nearest passages" items={answer.evidence} marksOf={() => []} />}
    </>
  );
}

/** An answer that is there: what it says, its sources, how it came about, and what can be done with it. */
export function AnswerCard({ turn }: { turn: AnsweredTurn }) {
  const { ask, writers } = useDesk();
  const { answer } = turn;
  const [open, setOpen] = useState<'nothing' | 'question' | 'again'>('nothing');
  const article = useRef<HTMLElement>(null);
  const form = useId();
  /** What was open goes away, and the keyboard with it, unless it is taken back before. */
  const close = () => {
    if (article.current) focusTurn(article.current);
    setOpen('nothing');
  };
  return (
    <article ref={article} className={styles.article} aria-label="Answer">
      <QuestionHead
        question={answer.question}
        editing={open === 'question'}
        onEdited={(question) => {
          close();
          if (question === undefined) return;
          focusConversation();
          void ask.editQuestion(turn, question);
        }}
      />
      <SearchedFor question={answer.question} searched={{ text: answer.searched, by: answer.searchedBy }} onSearch={(searched) => { close(); void ask.searchAgain(turn, searched); }} />
      {answer.outcome === 'answered' && <Said answer={answer} />}
      {answer.outcome === 'not-in-documents' && <Absent answer={answer} />}
      {answer.outcome === 'unfinished' && (
        <Unfinished answer={answer} onAgain={(control) => { focusTurn(control); void ask.answerAgain(turn, { answerWith: writers.answerWith(), mode: answer.mode }); }} />
      )}
      <HowAnswered answer={answer} />
      <AnswerActions turn={turn} again={open === 'again' ? form : undefined} onAgain={() => setOpen(open === 'again' ? 'nothing' : 'again')} onEdit={() => setOpen('question')} />
      {open === 'again' && <AnswerAgain answer={answer} id={form} onCancel={close} onAgain={(change) => { close(); void ask.answerAgain(turn, change); }} />}
    </article>
  );
}
