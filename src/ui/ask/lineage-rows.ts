/** How an answer came about, row by row, for people who want to check it. */
import type { Answer } from '../../contract/answer.ts';
import { explainPlain } from '../explain.ts';
import { countWords, numberWords } from '../kit/count-words.ts';
import { millisecondsWords } from '../kit/duration-words.ts';
import { modeSentence } from './mode-words.ts';

export interface LineageRow {
  term: string;
  /** One line each. */
  lines: string[];
}

const decimals = new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2 });

/** "0.62": scores and strengths, comparable only among themselves. */
export const scoreWords = (score: number): string => decimals.format(score);

const BY: { [B in Answer['searchedBy']]: string } = {
  nobody: 'as it was asked',
  rules: 'understood from the conversation, by rules',
  model: 'understood from the conversation, by the model',
  person: 'as you worded it',
};

/** Who made the searched question, in a few words. */
export const searchedByWords = (by: Answer['searchedBy']): string => BY[by];

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase('en') + words.slice(1);

/**
 * @param nameOf the name of a writer by its id, for one that was wanted and did not write
 * @returns only rows that have something to say
 */
export function lineageRows(answer: Answer, nameOf: (id: string) => string = (id) => id): LineageRow[] {
  const { lineage } = answer;
  const rows: [string, (string | false | undefined)[]][] = [
    ['Asked', [askedWords(answer)]],
    ['Searched for', [answer.searched, answer.searchedBy !== 'nobody' && `${capital(searchedByWords(answer.searchedBy))}.`]],
    ['Answered', [modeSentence(answer.mode), lineage.walked && `${countWords(lineage.walked.passages, 'passage')} of ${countWords(lineage.walked.documents, 'document')} were gone through.`]],
    ['Searched with', [lineage.space ?? 'Words only, not meaning.']],
    ['Evidence', [evidenceWords(answer), `Strength ${scoreWords(answer.strength)}; an answer needs at least ${scoreWords(answer.floor)}.`]],
    ['Written by', writtenBy(answer, nameOf)],
    ['Prompt', [lineage.prompt]],
    ['Tokens', [lineage.tokens && `${numberWords(lineage.tokens.prompt)} read, ${numberWords(lineage.tokens.new)} written${lineage.tokens.perSecond > 0 ? `, ${rateWords(lineage.tokens.perSecond)} a second` : ''}.`]],
    ['Checked', checkWords(answer)],
    ['Time', [answer.outcome === 'not-in-documents' && answer.generator === '' ? '' : `${millisecondsWords(answer.milliseconds.gathering)} to find the evidence, ${millisecondsWords(answer.milliseconds.generating)} to write and check.`]],
  ];
  return rows.map(([term, lines]) => ({ term, lines: lines.filter((line) => typeof line === 'string' && line !== '') as string[] })).filter(({ lines }) => lines.length > 0);
}

const rateWords = (perSecond: number): string => (perSecond < 10 ? perSecond.toFixed(1) : numberWords(Math.round(perSecond)));

function askedWords({ askedAt, scope }: Answer): string {
  const when = new Date(askedAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
  return `${when}, in ${scope === 'all' ? 'all documents' : countWords(scope.length, 'selected document')}.`;
}

const evidenceWords = ({ evidence }: Answer): string =>
  evidence.length === 0 ? 'No passage had to do with the question.' : `${countWords(evidence.length, 'passage')} ${evidence.length === 1 ? 'was' : 'were'} looked at.`;

function writtenBy({ lineage, generator, outcome }: Answer, nameOf: (id: string) => string): (string | undefined)[] {
  const { model, steppedDown } = lineage;
  if (!model && outcome === 'not-in-documents' && generator === '') return ['Nobody: the evidence was too weak for an answer.'];
  return [
    model ? `${model.name}, revision ${model.revision}, on the ${model.device}.` : `${generator}.`,
    steppedDown && `${nameOf(steppedDown.from)} was wanted: ${explainPlain(steppedDown.problem).brief}.`,
  ];
}

function checkWords({ sentences, lineage: { check, model } }: Answer): string[] {
  if (sentences.length === 0) return [];
  const looked = model ? 'Every sentence was compared with the passages it names.' : 'Each quotation was looked up in the stored text of its document.';
  const found = check.unsupported === 0 ? '' : `${numberWords(check.unsupported)} of ${countWords(sentences.length, 'sentence')} not found.`;
  const marks = check.unknownMarks === 0 ? '' : `${countWords(check.unknownMarks, 'citation')} named no passage and ${check.unknownMarks === 1 ? 'was' : 'were'} left out.`;
  return [looked, found, marks, check.repaired ? 'Sentences that were not found were written again once.' : ''];
}
