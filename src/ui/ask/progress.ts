/** How far the answering of a question is: what is known by now, and what is being done. */
import type { Answer, AnswerMode, AskEvent, EvidenceSet } from '../../contract/answer.ts';
import type { PlainProblem } from '../../contract/problem.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import { countWords, numberWords } from '../kit/count-words.ts';

export type Step =
  | { step: 'looking' }
  | { step: 'reading'; passages: number }
  /** `of` 0: it is not known how much there is. Bytes. */
  | { step: 'loading'; name: string; done: number; of: number }
  /** Passages. */
  | { step: 'walking'; done: number; of: number }
  | { step: 'writing' }
  | { step: 'correcting' }
  | { step: 'stopping' };

export interface Progress {
  searched?: { text: string; by: Answer['searchedBy']; mode: AnswerMode };
  evidence?: EvidenceSet;
  steppedDown?: { to: string; problem: PlainProblem };
  doing: Step;
}

export const NOTHING_YET: Progress = { doing: { step: 'looking' } };

/** @returns the same object when nothing changed but the text: that is kept apart, because it changes many times a second */
export function progressAfter(progress: Progress, event: AskEvent): Progress {
  switch (event.type) {
    case 'searched': return { ...progress, searched: { text: event.text, by: event.by, mode: event.mode } };
    case 'evidence': return { ...progress, evidence: event.evidence, doing: { step: 'reading', passages: event.evidence.items.length } };
    case 'loading': return { ...progress, doing: { step: 'loading', name: event.name, done: event.done, of: event.of } };
    case 'walking': return { ...progress, doing: { step: 'walking', done: event.done, of: event.of } };
    // A model that gave up in the middle leaves a void text, too: then nothing is corrected, another one begins.
    case 'stepped-down': return { ...progress, steppedDown: { to: event.to, problem: event.problem }, doing: progress.doing.step === 'correcting' ? readingOf(progress) : progress.doing };
    case 'again': return { ...progress, doing: { step: 'correcting' } };
    case 'text':
    case 'sentence': return progress.doing.step === 'writing' || progress.doing.step === 'correcting' ? progress : { ...progress, doing: { step: 'writing' } };
  }
}

const readingOf = ({ evidence }: Progress): Step => ({ step: 'reading', passages: evidence?.items.length ?? 0 });

/** What is being done, in a few words. */
export function stepWords(doing: Step): string {
  switch (doing.step) {
    case 'looking': return 'Looking for passages';
    case 'reading': return `Reading ${countWords(doing.passages, 'passage')}`;
    case 'loading': return loadingWords(doing);
    case 'walking': return `Going through the documents: ${numberWords(doing.done)} of ${countWords(doing.of, 'passage')}`;
    case 'writing': return 'Writing';
    case 'correcting': return 'Some sentences were not found in the passages. They are being corrected';
    case 'stopping': return 'Stopping';
  }
}

function loadingWords({ name, done, of }: Step & { step: 'loading' }): string {
  if (of > 0 && done >= of) return `Starting ${name}`;
  return of > 0 ? `Loading ${name}: ${bytesWords(done)} of ${bytesWords(of)}` : `Loading ${name}`;
}

/** How much of what is being done is done, for a bar. */
export function stepShare(doing: Step): { done: number; of: number } | undefined {
  if ((doing.step !== 'loading' && doing.step !== 'walking') || doing.of <= 0) return undefined;
  return { done: Math.min(doing.done, doing.of), of: doing.of };
}
