import { proxy, wrap } from 'comlink';
import { afterEach, expect, test } from 'vitest';
import type { WriteApi } from '../contract/writer.ts';
import { createScriptedPromptApi } from '../generation/scripted-prompt-api.test.support.ts';
import { offerBrowserWriter } from './browser-writer.ts';

const ports: MessagePort[] = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

const { signal } = new AbortController();

async function hired() {
  const { api, sessions } = createScriptedPromptApi({ answer: () => 'It rains.' });
  const life = await offerBrowserWriter(api);
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  life!.worker.postMessage({ port: port1 }, [port1]);
  return { life: life!, writer: wrap<WriteApi>(port2 as never), sessions };
}

test('the browser’s model writes over a port, as a worker would', async () => {
  const { writer } = await hired();
  expect(await writer.open(signal, 'browser', proxy(() => {}))).toMatchObject({ modelId: 'browser', engine: 'browser', contextTokens: 4_096 });
  const pieces: string[] = [];
  const written = await writer.write(signal, [{ role: 'user', content: 'And?' }], { maximumTokens: 10, temperature: 0 }, proxy((piece) => void pieces.push(piece)));
  expect(written).toMatchObject({ text: 'It rains.', ended: 'finished' });
  expect(pieces.join('')).toBe('It rains.');
  const [two, three] = await writer.countTokens(['one two', 'one two three']);
  expect(three! - two!).toBe(1);
});

test('before it is opened it says that nothing is loaded', async () => {
  const { writer } = await hired();
  await expect(writer.countTokens([''])).rejects.toMatchObject({ code: 'engine-crashed', details: { engine: 'browser-writer' } });
});

test('stopping it gives its sessions back', async () => {
  const { writer, life, sessions } = await hired();
  await writer.open(signal, 'browser', proxy(() => {}));
  life.stop();
  await life.gone;
  await new Promise((resolve) => setTimeout(resolve));
  expect(sessions.map(({ destroyed }) => destroyed)).toEqual([true]);
});

test('nothing is offered where there is no model, or one that would have to be downloaded', async () => {
  expect(await offerBrowserWriter(undefined)).toBeUndefined();
  for (const availability of ['unavailable', 'downloadable', 'downloading'] as const) {
    expect(await offerBrowserWriter(createScriptedPromptApi({ answer: () => '', availability }).api)).toBeUndefined();
  }
});

test('a browser that fails to say is taken to have none', async () => {
  const { api } = createScriptedPromptApi({ answer: () => '' });
  expect(await offerBrowserWriter({ ...api, availability: () => Promise.reject(new Error('no')) })).toBeUndefined();
});
