/** An answer with its sources as plain text, for the clipboard. */
import type { Answer, AnswerSentence } from '../../contract/answer.ts';
import { sourceName } from '../kit/place-text.ts';
import { blocksOf, isQuoted } from './answer-blocks.ts';
import { flagOf } from './finding-words.ts';
import { inlineText } from './inline-markdown.ts';

export function answerAsText(answer: Answer): string {
  const lines = [answer.question, ...(answer.searched === answer.question ? [] : [`Searched for: ${answer.searched}`]), ''];
  if (answer.outcome === 'not-in-documents') lines.push('Not in your documents.');
  if (answer.sentences.length > 0) lines.push(said(answer));
  if (answer.outcome === 'unfinished') lines.push('Stopped before it was finished.');
  const cited = new Set(answer.sentences.flatMap(({ citations }) => citations.map((citation) => citation.evidence)));
  const shown = answer.evidence.filter(({ number }) => answer.outcome === 'not-in-documents' || cited.has(number));
  if (shown.length > 0) {
    lines.push('', answer.outcome === 'not-in-documents' ? 'Nearest passages' : 'Sources');
    for (const item of shown) lines.push(`[${item.number}] ${sourceName(item.documentName, item.place)}: “${item.text.trim()}”`);
  }
  return lines.join('\n');
}

function said(answer: Answer): string {
  const line = (sentence: AnswerSentence) => sentenceAsText(sentence, answer);
  return blocksOf(answer.sentences, isQuoted(answer)).map((block) => {
    if (block.kind === 'list') return block.items.map((item) => `- ${item.map(line).join(' ')}`).join('\n');
    return block.sentences.map(line).join(' ');
  }).join('\n\n');
}

function sentenceAsText(sentence: AnswerSentence, answer: Answer): string {
  const numbers = [...new Set(sentence.citations.map((citation) => citation.evidence))].map((number) => `[${number}]`).join('');
  const finding = flagOf(sentence, answer);
  return `${isQuoted(answer) ? sentence.text : inlineText(sentence.text)}${numbers === '' ? '' : ` ${numbers}`}${finding === '' ? '' : ` (${finding})`}`;
}
