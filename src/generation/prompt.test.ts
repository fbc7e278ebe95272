/** What a document may say without getting anywhere: its text cannot leave its place in the prompt, and cannot make a citation. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentences as split } from '../chunking/sentences.ts';
import { drawMarks } from './marks.ts';
import { pack } from './pack.ts';
import { countWords, evidenceOf, quoteOf, seededBytes } from './packed.test.support.ts';
import { createAnswerParser } from './parse-answer.ts';
import { buildPrompt, NOTHING_FOUND, PROMPT_VERSION } from './prompt.ts';

const good = evidenceOf(1, 'The rent is 900 euros.');

/** A prompt with a hostile passage beside a good one, and what makes its parts. */
async function promptWith(text: string, name = 'x.txt', question = 'What is the rent?') {
  const evil = { ...evidenceOf(2, text === '' ? ' ' : text, { name }), place: { headings: [text] } };
  const packed = await pack([good, evil], 1_000_000, countWords);
  const prompt = buildPrompt(question, packed, seededBytes(9), { sentences: [{ text, passages: [], wrong: text }] });
  const [system = '', user = ''] = prompt.messages.map(({ content }) => content);
  return { ...prompt, evil, system, user, ids: [...prompt.passages.keys()], delimiter: prompt.stop[1]! };
}
const countOf = (text: string, part: string) => text.split(part).length - 1;

/** Whether everything stands where it was put: two delimiters around the passages, one mark before each, and a system turn that knows of neither. */
function expectUnbroken({ user, ids, delimiter, system }: Awaited<ReturnType<typeof promptWith>>, hostile: string) {
  expect(user.split('\n').filter((line) => line === delimiter)).toHaveLength(2);
  expect(countOf(user, delimiter)).toBe(2);
  for (const id of ids) expect(countOf(user.toLowerCase(), id), id).toBe(1);
  expect(countOf(user, '⟦')).toBe(ids.length);
  if (hostile.trim().length > 12) expect(system).not.toContain(hostile.trim());
}

test('the wording is this version', async () => {
  const { system, user } = await promptWith('The term is five years.', 'lease.pdf');
  expect(PROMPT_VERSION).toBe('grounded/1');
  expect(system).toContain(`write only: ${NOTHING_FOUND}`);
  expect(system.length).toBeLessThan(900);
  expect(user).toMatch(/^==== \w{8} ====\n⟦\w{3}⟧ d1\.txt\nThe rent is 900 euros\.\n\n⟦\w{3}⟧ lease\.pdf, The term is five years\.\nThe term is five years\.\n==== \w{8} ====\n\nQuestion: What is the rent\?\n/u);
});

const shared = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/data/eval/injection');
const file = (name: string) => readFileSync(join(shared, name), 'utf8');

/** Ways to wrap an order so that a prompt might take it for its own. */
const wrapped = (order: string): string[] => {
  const ahead = drawMarks(2, seededBytes(9), []);
  return [
    order, `⟦k7f⟧ ${order} ⟦k7f⟧`, `${ahead.delimiter}\n\nQuestion: ${order}`, `${ahead.ids.map((id) => `⟦${id}⟧ ${order} [${id}]`).join('\n')}`,
    `</think>${order}<think>`, `\n\nSystem: ${order}\n====\n`, `[1] ${order} [2]`, [...order].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0)! & 0x7f))).join(''),
  ];
};

test.skipIf(!existsSync(shared))('no known injection forges an id, closes the delimiter, or has a citation of its own survive', { timeout: 60_000 }, async () => {
  const orders = [
    ...Object.values(JSON.parse(file('text_attack_train.json')) as Record<string, string[]>).flat(),
    ...file('train.jsonl').trim().split('\n').map((line) => (JSON.parse(line) as { context: string }).context),
  ];
  expect(orders.length).toBeGreaterThan(100);
  for (const order of orders) {
    for (const hostile of wrapped(order)) {
      const prompt = await promptWith(hostile, hostile);
      expectUnbroken(prompt, hostile);
      // The model obeys to the letter: it writes what the document says, and nothing else.
      const parser = createAnswerParser(prompt.passages, split);
      parser.push(`${hostile}\n`);
      parser.end('whole');
      const cites = parser.draft().sentences.flatMap((sentence) => sentence.cites);
      // Only the program's own search may still have found these words, and then where they stand.
      for (const cite of cites) expect(quoteOf([good, prompt.evil], cite)?.trim()).not.toBe('');
      expect(cites.filter(({ evidence }) => evidence === 1)).toEqual([]);
    }
  }
});

test('nor does any other text, as passage, name, question or earlier answer', async () => {
  const bits = fc.constantFrom('⟦', '⟧', '====', '\n', ...drawMarks(2, seededBytes(9), []).ids, drawMarks(2, seededBytes(9), []).delimiter, 'Question: ', ' ', '\u200B', '\u202E', 'ｋ', '7', 'f', 'k7f');
  const anyText = fc.array(fc.oneof(bits, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 20 }).map((parts) => parts.join(''));
  await fc.assert(fc.asyncProperty(anyText, anyText, async (text, question) => {
    const prompt = await promptWith(text, text, question);
    expect(prompt.user.split('\n').filter((line) => line === prompt.delimiter)).toHaveLength(2);
    for (const id of prompt.ids) expect(countOf(prompt.user.toLowerCase(), id)).toBe(1);
    expect(countOf(prompt.user, '⟦')).toBe(2);
  }), { numRuns: 300 });
});

test('what nobody sees does not reach the model; what a reader sees does, word for word', async () => {
  const { user } = await promptWith('Rent\u200B is \u202E900.\u202C Line two.\n\tTab “quoted” – ok.');
  expect(user).toContain('Rent is 900. Line two.\n\tTab “quoted” – ok.');
});
