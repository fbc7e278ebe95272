/** A follow-up made to stand alone: by the model when there is one, checked by code, else by rules. */
import type { Answer } from '../contract/answer.ts';
import { isAbort } from '../contract/problem.ts';
import type { WriteApi } from '../contract/writer.ts';
import { acceptRewrite, rewriteMessages, REWRITE_OPTIONS } from './follow-up-model.ts';
import { leaningOf, standaloneByRules, type LastTurn } from './follow-up-rules.ts';
import { askedIn } from './follow-up-words.ts';

export interface Standalone {
  text: string;
  by: 'nobody' | 'rules' | 'model';
}

/** What is needed of a language model. */
export type Asker = Pick<WriteApi, 'write'>;

/**
 * A question that stands alone comes back as it is, and no model is asked. What a model makes of a follow-up counts only when it could
 * have been made of what was said; a model that fails costs nothing but its words.
 * @param history oldest first
 * @param asker loads or finds the model, when one is needed; `undefined` when there is none
 * @throws the signal's reason
 */
export async function standalone(
  signal: AbortSignal,
  question: string,
  history: readonly Answer[],
  asker?: () => Promise<Asker | undefined>,
): Promise<Standalone> {
  const text = question.trim();
  const last = history.at(-1);
  if (!last || !leans(text, last.searched)) return { text, by: 'nobody' };
  const byModel = asker && (await askModel(signal, text, history, asker));
  if (byModel !== undefined) return byModel === text ? { text, by: 'nobody' } : { text: byModel, by: 'model' };
  const byRules = standaloneByRules(text, turnOf(last));
  return byRules === undefined ? { text, by: 'nobody' } : { text: byRules, by: 'rules' };
}

const leans = (question: string, before: string): boolean =>
  (leaningOf(question) ?? leaningOf(question, askedIn(`${question} ${before}`))) !== undefined;

const turnOf = ({ searched, sentences }: Answer): LastTurn => ({ question: searched, quotes: sentences.flatMap(({ citations }) => citations.map(({ quote }) => quote)) });

async function askModel(signal: AbortSignal, question: string, history: readonly Answer[], asker: () => Promise<Asker | undefined>): Promise<string | undefined> {
  try {
    const writer = await asker();
    if (!writer) return undefined;
    const { text } = await writer.write(signal, rewriteMessages(question, history), REWRITE_OPTIONS, () => {});
    return acceptRewrite(text, question, history);
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error;
    return undefined; // The rules do without it, and the answer itself tells if the model is gone.
  }
}
