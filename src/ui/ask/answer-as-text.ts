/** An answer with its sources as plain text, for the clipboard. */
import type { Answer } from '../../contract/answer.ts';
import { sourceName } from '../kit/place-text.ts';

export function answerAsText(answer: Answer): string {
  const lines = [answer.question, ''];
  if (answer.outcome === 'not-in-documents') lines.push('Not in your documents.');
  const sentences = answer.sentences.map(({ text, citations, supported }) => {
    const numbers = [...new Set(citations.map((citation) => citation.evidence))].map((number) => `[${number}]`).join('');
    return `${text}${numbers === '' ? '' : ` ${numbers}`}${supported ? '' : ' (not found in your documents)'}`;
  });
  if (sentences.length > 0) lines.push(sentences.join(' '));
  const cited = new Set(answer.sentences.flatMap(({ citations }) => citations.map((citation) => citation.evidence)));
  const shown = answer.evidence.filter(({ number }) => answer.outcome === 'not-in-documents' || cited.has(number));
  if (shown.length > 0) {
    lines.push('', answer.outcome === 'answered' ? 'Sources' : 'Nearest passages');
    for (const item of shown) lines.push(`[${item.number}] ${sourceName(item.documentName, item.place)}: “${item.text.trim()}”`);
  }
  return lines.join('\n');
}
