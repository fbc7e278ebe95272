import { expect, test } from 'vitest';
import { createWritten } from './written.ts';

function setUp() {
  const frames: (() => void)[] = [];
  const written = createWritten((run) => frames.push(run));
  let draws = 0;
  written.store.watch(() => { draws += 1; });
  return { written, frame: () => { for (const run of frames.splice(0)) run(); }, draws: () => draws };
}

test('a thousand tokens between two frames are drawn once', () => {
  const { written, frame, draws } = setUp();
  for (let i = 0; i < 1000; i += 1) written.text('a');
  expect(draws()).toBe(0);
  frame();
  expect(draws()).toBe(1);
  expect(written.store.get().rest).toHaveLength(1000);
  written.text('b');
  frame();
  expect(draws()).toBe(2);
});

test('a whole sentence takes the place of its text, and what follows it is kept', () => {
  const { written, frame } = setUp();
  written.text(' The law. And');
  written.sentence({ text: 'The law.', cites: [] });
  frame();
  expect(written.store.get()).toEqual({ sentences: [{ text: 'The law.', cites: [] }], rest: ' And' });
});

test('text that became another sentence is not shown twice', () => {
  const { written, frame } = setUp();
  written.text('The law [1].');
  written.sentence({ text: 'The law.', cites: [] });
  frame();
  expect(written.store.get().rest).toBe('');
});

test('what is void is cleared, sentences and all', () => {
  const { written, frame } = setUp();
  written.sentence({ text: 'Wrong.', cites: [] });
  written.clear();
  frame();
  expect(written.store.get()).toEqual({ sentences: [], rest: '' });
});
