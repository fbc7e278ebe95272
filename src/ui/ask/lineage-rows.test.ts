import { expect, test } from 'vitest';
import type { Answer } from '../../contract/answer.ts';
import { lineageRows } from './lineage-rows.ts';
import { madeUpAnswer, model, sentence, writtenAnswer } from './made-up-answer.test.support.ts';

const rows = (answer: Answer) => Object.fromEntries(lineageRows(answer, (id) => (id === 'llama-3b' ? 'Llama' : id)).map(({ term, lines }) => [term, lines.join(' ')]));

test('a written answer says who wrote it, on what, from what, and what checking found', () => {
  const said = rows(writtenAnswer({
    searched: 'When does the lease end?', searchedBy: 'model', sentences: [sentence('a'), sentence('b', { supported: false })],
    lineage: {
      space: 'carrel-static-en@3/768', model, prompt: 'grounded/1', tokens: { prompt: 1204, new: 210, perSecond: 8.25 }, check: { unknownMarks: 1, unsupported: 1, repaired: true },
      steppedDown: { from: 'llama-3b', problem: { code: 'device-lost', details: { modelName: 'Llama' } } }, walked: { passages: 3400, documents: 2 },
    },
    milliseconds: { gathering: 38, generating: 5400 },
  }));
  expect(said).toMatchObject({
    'Searched for': 'When does the lease end? Understood from the conversation, by the model.',
    Answered: 'From the passages that came nearest. 3,400 passages of 2 documents were gone through.',
    'Searched with': 'carrel-static-en@3/768',
    Evidence: '1 passage was looked at. Strength 0.50; an answer needs at least 0.18.',
    'Written by': 'A model, revision abc, on the processor. Llama was wanted: the graphics device gave up.',
    Prompt: 'grounded/1',
    Tokens: '1,204 read, 210 written, 8.3 a second.',
    Checked: 'Every sentence was compared with the passages it names. 1 of 2 sentences not found. 1 citation named no passage and was left out. Sentences that were not found were written again once.',
    Time: '38 ms to find the evidence, 5.4 s to write and check.',
  });
});

test('quotations have no model, no prompt and no tokens', () => {
  const said = rows(madeUpAnswer({ sentences: [sentence('a')] }));
  expect(said).toMatchObject({ 'Written by': 'Quotations.', 'Searched with': 'Words only, not meaning.', 'Searched for': 'When does it end?' });
  expect(said).not.toHaveProperty('Prompt');
  expect(said).not.toHaveProperty('Tokens');
});

test('when nobody was asked to write, that is said', () => {
  const said = rows(madeUpAnswer({ outcome: 'not-in-documents', generator: '', evidence: [] }));
  expect(said).toMatchObject({ 'Written by': 'Nobody: the evidence was too weak for an answer.', Evidence: 'No passage had to do with the question. Strength 0.50; an answer needs at least 0.18.' });
  expect(said).not.toHaveProperty('Checked');
});
