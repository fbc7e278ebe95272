import { expect, test } from 'vitest';
import type { AskEvent } from '../../contract/answer.ts';
import { createAnswerSpeaker } from './answer-speaker.ts';
import { madeUpAnswer, sentence, writtenAnswer } from './made-up-answer.test.support.ts';

function setUp() {
  const said: string[] = [];
  let now = 0;
  const speaker = createAnswerSpeaker((text) => said.push(text), () => now);
  return { said, speaker, pass: (milliseconds: number) => { now += milliseconds; }, hear: (event: AskEvent) => speaker.heard(event, false) };
}
const whole = (text: string): AskEvent => ({ type: 'sentence', sentence: { text, cites: [] } });

test('tokens are never read out, and whole sentences at most every ten seconds', () => {
  const { said, speaker, pass, hear } = setUp();
  speaker.began();
  for (let second = 0; second < 60; second += 1) {
    for (let token = 0; token < 20; token += 1) hear({ type: 'text', text: 'a ' });
    hear(whole(`Sentence ${second}.`));
    pass(1000);
  }
  expect(said[0]).toContain('being answered');
  expect(said.length).toBeLessThanOrEqual(7);
  expect(said[1]).toContain('Sentence 10.');
});

test('too much to listen to is cut to the newest sentences, or counted', () => {
  const { said, speaker, pass, hear } = setUp();
  speaker.began();
  for (let i = 0; i < 20; i += 1) hear(whole(`This is sentence number ${i}, of some length.`));
  pass(10_000);
  hear(whole('The last one.'));
  expect(said[1]).toMatch(/The last one\.$/u);
  expect(said[1]!.length).toBeLessThanOrEqual(400);
  pass(10_000);
  hear(whole('very '.repeat(200)));
  expect(said[2]).toBe('1 more sentence.');
});

test('loading and walking are counted now and then', () => {
  const { said, speaker, pass, hear } = setUp();
  speaker.began();
  for (let done = 0; done < 3400; done += 100) {
    hear({ type: 'walking', done, of: 3400 });
    pass(1000);
  }
  expect(said).toHaveLength(4);
  expect(said[1]).toBe('Going through the documents: 1,000 of 3,400 passages.');
});

test('another model and a correction are said at once, and void sentences are not read out', () => {
  const { said, speaker, pass, hear } = setUp();
  speaker.began();
  hear({ type: 'stepped-down', to: 'Gemma', problem: { code: 'device-lost', details: { modelName: 'Llama' } } });
  hear(whole('Wrong.'));
  hear({ type: 'again' });
  pass(10_000);
  hear(whole('Right.'));
  expect(said.slice(1)).toEqual(['Gemma answers instead of the model that was chosen.', 'Some sentences were not found in the passages. They are being corrected.', 'Right.']);
});

test('the end is said: short answers whole and without marks, long ones by number, and what was not found', () => {
  const { said, speaker } = setUp();
  speaker.ended(writtenAnswer({ sentences: [sentence('It ends **in May**.')] }));
  speaker.ended(madeUpAnswer({ sentences: [sentence('5 * 3 * 2.')] }));
  speaker.ended(writtenAnswer({ sentences: Array.from({ length: 30 }, () => sentence('A sentence of some length.', { supported: false })) }));
  speaker.ended(madeUpAnswer({ outcome: 'not-in-documents' }));
  speaker.ended(madeUpAnswer({ outcome: 'unfinished' }));
  expect(said).toEqual([
    'Answer. It ends in May.', 'Answer. 5 * 3 * 2.', 'Answer. It has 30 sentences. None of these 30 sentences was found in your documents.',
    'Not in your documents. The nearest passages are listed.', 'Stopped before it was finished. What was written until then is kept.',
  ]);
});
