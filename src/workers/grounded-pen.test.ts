import { expect, test } from 'vitest';
import type { EvidenceSet } from '../contract/answer.ts';
import { Problem } from '../contract/problem.ts';
import { idsIn, scriptedParts } from '../generation/grounded-parts.test.support.ts';
import { evidenceOf, quoteOf } from '../generation/packed.test.support.ts';
import { groundedPen, type OpenedWriter } from './grounded-pen.ts';

const items = [evidenceOf(1, 'The rent is 900 euros. Pets are welcome.')];
const evidence: EvidenceSet = { question: 'What is the rent?', items, sufficient: true, strength: 1, floor: 0.5 };
const never = new AbortController().signal;

function opened(answer: Parameters<typeof scriptedParts>[0]['answer'], contextTokens = 4_096): OpenedWriter & { asked: ReturnType<typeof scriptedParts>['asked'] } {
  const { countTokens, write, asked } = scriptedParts({ answer }, contextTokens);
  const facts = { modelId: 'm', name: 'Scripted', revision: '1', engine: 'transformers' as const, device: 'processor', contextTokens };
  return { facts, countTokens: async (texts) => Uint32Array.from(await countTokens(texts)), write, asked };
}

test('a pen writes with the model, in the room that its context leaves', async () => {
  const writer = opened((messages) => `The rent is 900 euros ⟦${idsIn(messages)[0]}⟧.`);
  const pen = await groundedPen(writer);
  expect(pen.facts).toBe(writer.facts);
  expect(pen.evidenceTokens).toBeGreaterThan(3_000);
  expect(pen.evidenceTokens).toBeLessThan(4_096 - 600);
  const { draft } = await pen.generator.generate(never, { question: evidence.question, evidence: items, tokenBudget: pen.evidenceTokens }, () => {});
  expect(draft.sentences.map(({ text, cites }) => [text, cites.map((cite) => quoteOf(items, cite))])).toEqual([['The rent is 900 euros.', ['The rent is 900 euros.']]]);
});

test('it has wrong sentences written again, from the same passages', async () => {
  const writer = opened((messages) => (messages[1]!.content.includes('- Wrong:') ? 'Pets are welcome.' : 'The rent is 9 euros.'));
  const pen = await groundedPen(writer);
  const made = await pen.generator.generate(never, { question: evidence.question, evidence: items, tokenBudget: pen.evidenceTokens }, () => {});
  const again = await pen.repair?.(never, made, [{ text: 'The rent is 9 euros.', citations: [], supported: false }], evidence, () => {});
  expect(again?.draft.sentences.map(({ text }) => text)).toEqual(['Pets are welcome.']);
  expect(writer.asked[1]?.messages[1]?.content).toContain(items[0]!.text);
});

test('no two answers have the same ids', async () => {
  const writer = opened(() => 'x');
  const pen = await groundedPen(writer);
  for (let i = 0; i < 2; i += 1) await pen.generator.generate(never, { question: 'q', evidence: items, tokenBudget: 500 }, () => {});
  expect(writer.asked[0]?.options.stop).not.toEqual(writer.asked[1]?.options.stop);
});

test('a model whose context has no room for passages is not used', async () => {
  await expect(groundedPen(opened(() => 'x', 500))).rejects.toThrow(Problem);
});
