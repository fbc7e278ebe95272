import { describe, expect, test } from 'vitest';
import type { Answer } from '../contract/answer.ts';
import type { Message } from '../contract/writer.ts';
import { acceptRewrite, rewriteMessages } from './follow-up-model.ts';
import { standalone } from './follow-up.ts';

const never = new AbortController().signal;

const answered = (searched: string, text = ''): Answer => ({
  id: searched, conversationId: 'c', question: searched, searched, searchedBy: 'nobody', mode: 'passages', scope: 'all', askedAt: 0, outcome: 'answered',
  sentences: text === '' ? [] : [{ text, citations: [], supported: true }],
  evidence: [], strength: 1, floor: 0, generator: 'Quoting 1', lineage: { check: { unknownMarks: 0, unsupported: 0, repaired: false } }, milliseconds: { gathering: 0, generating: 0 },
});
const history = [answered('What is the notice period in the Berlin lease?', 'The notice period is three months.')];

/** A model that always says the same, and notes whether it was asked. */
function saying(text: string) {
  const asked: Message[][] = [];
  return {
    asked,
    asker: async () => ({
      write: async (_: AbortSignal, messages: Message[]) => {
        asked.push(messages);
        return { text, promptTokens: 1, newTokens: 1, tokensPerSecond: 1, ended: 'finished' as const };
      },
    }),
  };
}

describe('standalone', () => {
  test('takes the wording of the model', async () => {
    const { asker } = saying('When does the notice period in the Berlin lease begin?');
    expect(await standalone(never, 'When does it begin?', history, asker)).toEqual({ text: 'When does the notice period in the Berlin lease begin?', by: 'model' });
  });

  test('does not ask a model about a question that stands alone', async () => {
    const { asker, asked } = saying('Who is the landlord in the Berlin lease?');
    expect(await standalone(never, 'Who is the landlord?', history, asker)).toEqual({ text: 'Who is the landlord?', by: 'nobody' });
    expect(asked).toEqual([]);
  });

  test.each([
    ['an answer in the place of a question', 'It begins on receipt.'],
    ['a number that nobody said', 'When do the 6 months of notice in the Berlin lease begin?'],
    ['a name that nobody said', 'When does the notice period in the Paris lease begin?'],
    ['two questions', 'When does the notice period begin? And when does it end?'],
    ['a speech', `When does the notice period in the Berlin lease begin, ${'and begin again, '.repeat(10)}?`],
    ['a question about something else', 'How old is the lease?'],
    ['nothing', ' '],
  ])('falls back to the rules on %s', async (_, written) => {
    const { asker, asked } = saying(written);
    expect(await standalone(never, 'When does it begin?', history, asker)).toEqual({ text: 'When does the notice period in the Berlin lease begin?', by: 'rules' });
    expect(asked).toHaveLength(1);
  });

  test('falls back to the rules when the model fails, or none is there', async () => {
    const byRules = { text: 'When does the notice period in the Berlin lease begin?', by: 'rules' };
    expect(await standalone(never, 'When does it begin?', history, () => Promise.reject(new Error('gone')))).toEqual(byRules);
    expect(await standalone(never, 'When does it begin?', history, async () => undefined)).toEqual(byRules);
    expect(await standalone(never, 'When does it begin?', history)).toEqual(byRules);
  });

  test('ends when it is stopped', async () => {
    const stop = new AbortController();
    const asker = async () => ({
      write: async (signal: AbortSignal): Promise<never> => {
        stop.abort();
        signal.throwIfAborted();
        throw new Error('not reached');
      },
    });
    await expect(standalone(stop.signal, 'When does it begin?', history, asker)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  test('leaves the first question of a conversation alone', async () => {
    expect(await standalone(never, 'When does it begin?', [])).toEqual({ text: 'When does it begin?', by: 'nobody' });
  });
});

describe('what the model is shown', () => {
  test('is the last three turns, on one line each, and the question', () => {
    const long = [1, 2, 3, 4].map((n) => answered(`Question ${n}?`, `${'word '.repeat(200)}\nEND`));
    const [, user] = rewriteMessages('And\nwhy?', long);
    const lines = user!.content.split('\n');
    expect(lines).toHaveLength(8);
    expect(lines[0]).toBe('Question: Question 2?');
    expect(lines.at(-2)).toBe('Last question: And why?');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(320);
  });
});

describe('acceptRewrite', () => {
  test('takes off a label and quotation marks', () => {
    expect(acceptRewrite('Rewritten question: "When does the notice period begin?"', 'When does it begin?', history)).toBe('When does the notice period begin?');
  });
  test('reads the first line only', () => {
    expect(acceptRewrite('When does the notice period begin?\nBecause …', 'When does it begin?', history)).toBe('When does the notice period begin?');
  });
  test('lets a request stay a request', () => {
    expect(acceptRewrite('Tell me more about the Berlin lease', 'Tell me more', history)).toBe('Tell me more about the Berlin lease');
  });
});
