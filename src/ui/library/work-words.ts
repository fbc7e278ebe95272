/** What the page is working on, in one short phrase: the status of the page, and the bar under the library. */
import type { LibrarySnapshot } from '../../contract/library.ts';
import { secondsWords } from '../kit/duration-words.ts';
import { numberWords } from '../kit/count-words.ts';

type Work = NonNullable<LibrarySnapshot['work']>;

/** "Reading 3 of 18": the one at work counts, not the ones that are done. */
export function workWords({ done, of, paused }: Work): string {
  const at = `${numberWords(Math.min(done + 1, of))} of ${numberWords(of)}`;
  return paused ? `Paused at ${at}` : `Reading ${at}`;
}

/** "20 s left", or nothing while it is unknown or stopped. */
export const timeLeftWords = ({ secondsLeft, paused }: Work): string =>
  secondsLeft === undefined || paused ? '' : `${secondsWords(secondsLeft)} left`;

/**
 * The status of the whole page.
 * @param adding whether files are being stored that no snapshot shows yet
 * @param asking whether a question is being answered
 */
export function statusWords(snapshot: LibrarySnapshot | undefined, adding: boolean, asking: boolean): string {
  if (!snapshot) return 'Opening your library';
  if (asking) return 'Answering your question';
  if (snapshot.work) return workWords(snapshot.work);
  const busy = snapshot.documents.find((item) => item.state.status === 'working' || item.state.status === 'waiting');
  if (busy) return `Reading ${busy.name}`;
  return adding ? 'Storing your documents' : 'Ready';
}
