/** What a screen reader is told while an answer is written: that it began, now and then the newest whole sentences or a count, and the end. */
import type { Answer, AskEvent } from '../../contract/answer.ts';
import { countWords } from '../kit/count-words.ts';
import { isQuoted } from './answer-blocks.ts';
import { unsupportedWords } from './finding-words.ts';
import { inlineText } from './inline-markdown.ts';
import { NOTHING_YET, progressAfter, stepWords, type Progress } from './progress.ts';

/** Least time between two announcements while it is written, in milliseconds. More often, nobody could listen to anything else. */
const PACE_MS = 10_000;
/** Longest text that is read out by itself, in UTF-16 units: about half a minute. The rest is read where it stands. */
const LONGEST = 400;

export function createAnswerSpeaker(say: (text: string) => void, now: () => number = () => Date.now()) {
  let saidAt = 0;
  let unsaid: string[] = [];
  let progress: Progress = NOTHING_YET;
  const tell = (text: string) => {
    saidAt = now();
    say(text);
  };
  /** @param quoted whether the sentences are no Markdown */
  function onSentence(text: string, quoted: boolean) {
    unsaid.push(quoted ? text : inlineText(text));
    if (now() - saidAt < PACE_MS) return;
    const count = unsaid.length;
    const newest = newestOf(unsaid);
    unsaid = [];
    tell(newest ?? `${countWords(count, 'more sentence')}.`);
  }
  return {
    began() {
      unsaid = [];
      progress = NOTHING_YET;
      tell('Your question is being answered.');
    },
    heard(event: AskEvent, quoted: boolean) {
      progress = progressAfter(progress, event);
      if (event.type === 'sentence') return onSentence(event.sentence.text, quoted);
      if (event.type === 'stepped-down') return tell(`${event.to} answers instead of the model that was chosen.`);
      if (event.type === 'again') {
        unsaid = [];
        return tell(`${stepWords(progress.doing)}.`);
      }
      if ((event.type === 'loading' || event.type === 'walking') && now() - saidAt >= PACE_MS) tell(`${stepWords(progress.doing)}.`);
    },
    ended: (answer: Answer) => tell(endWords(answer)),
    failed: (sentence: string) => tell(sentence),
    stopped: () => tell('Stopped. Your question is in the field again.'),
  };
}

export type AnswerSpeaker = ReturnType<typeof createAnswerSpeaker>;

/** As many of the newest sentences as can be listened to, or `undefined` when not even the last one can. */
function newestOf(sentences: readonly string[]): string | undefined {
  for (let from = 0; from < sentences.length; from += 1) {
    const text = sentences.slice(from).join(' ');
    if (text.length <= LONGEST) return text;
  }
  return undefined;
}

function endWords(answer: Answer): string {
  const { outcome, sentences } = answer;
  if (outcome === 'not-in-documents') return 'Not in your documents. The nearest passages are listed.';
  const warning = unsupportedWords(answer);
  if (outcome === 'unfinished') return 'Stopped before it was finished. What was written until then is kept.';
  const text = sentences.map((sentence) => (isQuoted(answer) ? sentence.text : inlineText(sentence.text))).join(' ');
  return ['Answer.', text.length <= LONGEST ? text : `It has ${countWords(sentences.length, 'sentence')}.`, warning].filter((part) => part !== '').join(' ');
}
