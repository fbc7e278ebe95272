import { describe, expect, test } from 'vitest';
import type { Message, WriteOptions, WriterLoading } from '../contract/writer.ts';
import { loadPromptApiWriter } from './prompt-api-writer.ts';
import { createScriptedPromptApi, type PromptScript } from './scripted-prompt-api.test.support.ts';
import { writerConformance, type ConformanceSubject } from './writer-conformance.ts';

const { signal } = new AbortController();
const messages: Message[] = [{ role: 'system', content: 'Be short.' }, { role: 'user', content: 'Why?' }, { role: 'assistant', content: 'Because.' }, { role: 'user', content: 'And then?' }];

async function setUp(script: Partial<PromptScript> = {}, mayDownload = false) {
  const scripted = createScriptedPromptApi({ answer: () => Array.from({ length: 60 }, (_, i) => `word${i}`).join(' '), ...script });
  const loading: WriterLoading[] = [];
  const writer = await loadPromptApiWriter(signal, scripted.api, { languages: ['en'], mayDownload }, (event) => void loading.push(event));
  const write = (all = messages, options: Partial<WriteOptions> = {}) => writer.write(signal, all, { maximumTokens: 100, temperature: 0, ...options }, () => {});
  return { ...scripted, loading, writer, write };
}

describe('the browser’s model keeps to what every writer must', () => {
  let subject: Promise<ConformanceSubject> | undefined;
  test.each(writerConformance)('$name', async ({ run }) => {
    subject ??= setUp().then(({ writer }) => ({ writer, talkative: [{ role: 'user', content: 'Say something long.' }], tokens: 24, seeded: false }));
    await run(await subject);
  });
});

test('the last message is asked, and those before it are the beginning of the session', async () => {
  const seen: unknown[] = [];
  const { write } = await setUp({
    answer(question, before) {
      seen.push(question, before);
      return 'Then this.';
    },
  });
  expect(await write()).toMatchObject({ text: 'Then this.', ended: 'finished', newTokens: 2 });
  expect(seen).toEqual(['And then?', messages.slice(0, 3)]);
});

test('every session is given back, however its text ends', async () => {
  const { sessions, writer, write } = await setUp();
  await write();
  await expect(write(messages, { maximumTokens: 4_096 })).rejects.toThrow(RangeError);
  await writer.unload();
  expect(sessions).toHaveLength(3);
  expect(sessions.every(({ destroyed }) => destroyed)).toBe(true);
});

test('a context without a limit is worked with as a long one', async () => {
  expect((await setUp({ contextWindow: Number.POSITIVE_INFINITY })).writer.contextTokens).toBe(32_768);
});

describe('a model that is not here', () => {
  test('is not downloaded unless a person asked for it', async () => {
    await expect(setUp({ availability: 'downloadable' })).rejects.toMatchObject({ code: 'model-unusable', details: { why: 'the browser has not downloaded it' } });
  });

  test('is downloaded when a person did, and that is told', async () => {
    const { loading, downloads } = await setUp({ availability: 'downloadable' }, true);
    expect(downloads).toEqual([0, 0.5, 1]);
    expect(loading).toEqual([...[0, 50, 100].map((done) => ({ step: 'reading', done, of: 100 })), { step: 'starting' }]);
  });

  test('and never will be is unusable', async () => {
    await expect(setUp({ availability: 'unavailable' }, true)).rejects.toMatchObject({ code: 'model-unusable' });
  });
});

test('an abort while it loads is an abort', async () => {
  const { api } = createScriptedPromptApi({ answer: () => '' });
  await expect(loadPromptApiWriter(AbortSignal.abort(), api, { languages: ['en'], mayDownload: false }, () => {})).rejects.toMatchObject({ name: 'AbortError' });
});

test('a model that breaks in the middle of a text poisons the writer', async () => {
  let words = 0;
  const { writer, write } = await setUp({
    onWord() {
      if ((words += 1) > 3) throw new DOMException('The model process crashed.', 'UnknownError');
    },
  });
  await expect(write()).rejects.toMatchObject({ code: 'device-lost' });
  expect(writer.poisoned).toBe(true);
  await expect(write()).rejects.toMatchObject({ code: 'device-lost' });
});
