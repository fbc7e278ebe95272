/** What there is to say for an answer, part by part, in one line. Never a percentage: nothing was measured that would be one. */
import type { Confidence } from '../../contract/answer.ts';
import { countWords, numberWords } from '../kit/count-words.ts';

/** Strength of the evidence in floors: from here on it is "well above" what an answer needs, … */
const WELL_ABOVE = 2;
/** … and below this "just above". */
const JUST_ABOVE = 1.25;

export function confidenceWords({ evidence, sentences, agreement }: Confidence): string {
  const from = agreement.passages === 0 ? '' : `, from ${countWords(agreement.passages, 'passage')} of ${countWords(agreement.documents, 'document')}`;
  return `${foundWords(sentences)} found in your documents${from}; the evidence is ${strengthWords(evidence)} what Carrel asks for.`;
}

function foundWords({ supported, total }: Confidence['sentences']): string {
  if (total === 1) return supported === 1 ? 'Its one sentence was' : 'Its one sentence was not';
  if (supported === total) return total === 2 ? 'Both sentences were' : `All ${numberWords(total)} sentences were`;
  return `${numberWords(supported)} of ${countWords(total, 'sentence')} ${supported === 1 ? 'was' : 'were'}`;
}

/** "well above", "above", "just above", "below": what follows is what Carrel asks for. */
export function strengthWords({ strength, floor }: Confidence['evidence']): string {
  if (strength < floor) return 'below';
  if (floor > 0 && strength < JUST_ABOVE * floor) return 'just above';
  return floor > 0 && strength >= WELL_ABOVE * floor ? 'well above' : 'above';
}
