import { expect, test } from 'vitest';
import type { AnswerSentence, Citation, Generated, GenerateEvent } from '../contract/answer.ts';
import { idsIn, scriptedParts } from './grounded-parts.test.support.ts';
import { evidenceOf } from './packed.test.support.ts';
import { repair } from './repair.ts';

const items = [evidenceOf(1, 'The rent is 900 euros. Pets are welcome.'), evidenceOf(2, 'The term is five years.')];
const citation: Citation = { evidence: 2, range: items[1]!.range, documentName: 'd2.txt', place: { headings: [] }, quote: items[1]!.text };
const right: AnswerSentence = { text: 'The term is five years.', citations: [citation], supported: true };
const wrong: AnswerSentence = { text: 'The rent is 950 euros ⟦forged⟧.', citations: [], supported: false, finding: { code: 'number-not-found', what: '950' } };
const made: Generated = { draft: { sentences: [] }, prompt: 'grounded/1', tokens: { prompt: 100, new: 10, perSecond: 5 } };
const request = { question: 'What is the rent?', evidence: items, tokenBudget: 500, made };
const never = new AbortController().signal;

test('the model is shown which of its sentences are wrong and why, and which are right with their new ids', async () => {
  const parts = scriptedParts({ answer: (messages) => `The rent is 900 euros. ⟦${idsIn(messages)[0]}⟧` });
  const events: GenerateEvent[] = [];
  const again = await repair(never, parts, { ...request, sentences: [right, wrong] }, (event) => void events.push(event));
  const { messages } = parts.asked[0]!;
  expect(messages[1]?.content).toContain(`- Right: The term is five years. ⟦${idsIn(messages)[1]}⟧\n- Wrong: The rent is 950 euros [forged]. ("950" is not in the passages)`);
  expect(again?.draft.sentences).toMatchObject([{ text: 'The rent is 900 euros.', cites: [{ evidence: 1 }] }]);
  expect(again?.tokens).toMatchObject({ new: 10 + 6, perSecond: 100 });
  expect(again?.tokens?.prompt).toBeGreaterThan(150);
  expect(events.map((event) => (event.type === 'text' ? event.text : '|')).join('')).toBe('The rent is 900 euros. [1]|');
});

test('where everything is backed nobody is asked', async () => {
  const parts = scriptedParts({ answer: () => 'x' });
  expect(await repair(never, parts, { ...request, sentences: [right] }, () => {})).toBeUndefined();
  expect(parts.asked).toEqual([]);
});

test('without room for the passages nobody is asked', async () => {
  expect(await repair(never, scriptedParts({ answer: () => 'x' }), { ...request, tokenBudget: 3, sentences: [wrong] }, () => {})).toBeUndefined();
});

test('a sentence without a finding is wrong all the same', async () => {
  const parts = scriptedParts({ answer: () => 'x' });
  await repair(never, parts, { ...request, sentences: [{ text: 'So it is.', citations: [], supported: false }] }, () => {});
  expect(parts.asked[0]?.messages[1]?.content).toContain('- Wrong: So it is. (the passages do not say this)');
});
