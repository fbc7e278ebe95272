import { expect, test } from 'vitest';
import type { AskEvent } from '../../contract/answer.ts';
import { NOTHING_YET, progressAfter, stepShare, stepWords, type Progress } from './progress.ts';

const after = (...events: AskEvent[]): Progress => events.reduce(progressAfter, NOTHING_YET);
const words = (...events: AskEvent[]) => stepWords(after(...events).doing);
const evidence = { question: 'q', items: [], sufficient: true, strength: 1, floor: 0 };
const text: AskEvent = { type: 'text', text: 'a' };

test('says step by step what is being done', () => {
  expect(words()).toBe('Looking for passages');
  expect(words({ type: 'evidence', evidence })).toBe('Reading 0 passages');
  expect(words({ type: 'loading', name: 'Gemma', done: 312e6, of: 880e6 })).toBe('Loading Gemma: 312 MB of 880 MB');
  expect(words({ type: 'loading', name: 'Gemma', done: 0, of: 0 })).toBe('Loading Gemma');
  expect(words({ type: 'loading', name: 'Gemma', done: 880e6, of: 880e6 })).toBe('Starting Gemma');
  expect(words({ type: 'walking', done: 1200, of: 3400 })).toBe('Going through the documents: 1,200 of 3,400 passages');
  expect(words(text)).toBe('Writing');
});

test('while sentences are corrected, new text does not hide it', () => {
  expect(words(text, { type: 'again' }, text)).toContain('being corrected');
});

test('when a model gives up in the middle, nothing is said to be corrected: another one begins', () => {
  expect(words({ type: 'evidence', evidence }, text, { type: 'again' }, { type: 'stepped-down', to: 'B', problem: { code: 'device-lost', details: { modelName: 'A' } } })).toBe('Reading 0 passages');
});

test('text changes nothing but the first time', () => {
  const writing = after(text);
  expect(progressAfter(writing, text)).toBe(writing);
});

test('what is known stays known', () => {
  const progress = after({ type: 'searched', text: 's', by: 'rules', mode: 'count' }, { type: 'stepped-down', to: 'B', problem: { code: 'device-lost', details: { modelName: 'A' } } }, { type: 'evidence', evidence }, text);
  expect(progress).toMatchObject({ searched: { text: 's', by: 'rules', mode: 'count' }, steppedDown: { to: 'B' }, evidence });
});

test('there is a bar only where the end is known, and it is never over-full', () => {
  expect(stepShare({ step: 'walking', done: 5, of: 4 })).toEqual({ done: 4, of: 4 });
  expect(stepShare({ step: 'loading', name: 'A', done: 5, of: 0 })).toBeUndefined();
  expect(stepShare({ step: 'writing' })).toBeUndefined();
});
