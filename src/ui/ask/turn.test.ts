import { expect, test } from 'vitest';
import { madeUpAnswer } from './made-up-answer.test.support.ts';
import { NOTHING_YET } from './progress.ts';
import { turnOf, turnsFrom, withTurn, type AskingTurn } from './turn.ts';
import { createWritten } from './written.ts';

const request = { question: 'q', scope: 'all', conversationId: 'c', mode: 'auto', answerWith: 'quoting' } as const;
const asking = (over: Partial<AskingTurn> = {}): AskingTurn => ({ key: 'k', question: 'q', status: 'asking', request, startedAt: 100, progress: NOTHING_YET, written: createWritten(() => {}), before: undefined, stop: () => {}, ...over });

test('a question that is asked again stays in its place', () => {
  const [a, b] = [madeUpAnswer({ id: 'a' }), madeUpAnswer({ id: 'b' })];
  const turns = withTurn([turnOf(a), turnOf(b)], asking({ before: a }));
  expect(turns.map(({ status }) => status)).toEqual(['asking', 'answered']);
});

test('half an answer that the library keeps is not shown beside its own question', () => {
  const half = (askedAt: number, question = 'q') => madeUpAnswer({ id: `${askedAt}${question}`, question, outcome: 'unfinished', askedAt });
  const turns = turnsFrom([half(50), half(150), half(150, 'other')], [asking()]);
  expect(turns.map(({ key }) => key)).toEqual(['50q', '150other', 'k']);
});

test('the half answer that takes the place of an earlier one is shown as the question being asked', () => {
  const before = madeUpAnswer({ id: 'a', question: 'q' });
  const turns = turnsFrom([{ ...before, outcome: 'unfinished', askedAt: 150 }], [asking({ before })]);
  expect(turns).toMatchObject([{ status: 'asking' }]);
});
