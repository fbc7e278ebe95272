import { expect, test } from 'vitest';
import { closeDoors, watchDevices } from './web-llm-doors.ts';

const HERE = 'https://carrel.example/model-files/a.bin';

/** What the library finds in its worker after the doors were closed. */
function closed() {
  const asked: string[] = [];
  const scope = { fetch, caches: {}, XMLHttpRequest: class {}, WebSocket: class {}, EventSource: class {}, WebTransport: class {}, indexedDB: {} };
  closeDoors({
    addresses: () => [HERE],
    async answer(address) {
      asked.push(address);
      if (address !== HERE) throw new TypeError('Failed to fetch');
      return new Response('weights');
    },
  }, scope);
  return { asked, scope: scope as unknown as typeof globalThis };
}

test('what is asked of the network is answered from what is here', async () => {
  const { scope, asked } = closed();
  expect(await (await scope.fetch(HERE)).text()).toBe('weights');
  expect(await (await scope.fetch(new URL(HERE))).text()).toBe('weights');
  expect(await (await scope.fetch(new Request(HERE))).text()).toBe('weights');
  expect(asked).toEqual([HERE, HERE, HERE]);
});

test('so is what is looked for in the browser’s caches, where everything is found', async () => {
  const { scope } = closed();
  const cache = await scope.caches.open('webllm/model');
  expect((await cache.keys()).map(({ url }) => url)).toEqual([HERE]);
  expect(await (await cache.match(new Request(HERE)))?.text()).toBe('weights');
});

test('everything else is refused', async () => {
  const { scope } = closed();
  const cache = await scope.caches.open('webllm/model');
  await expect(scope.fetch('https://elsewhere.example/')).rejects.toThrow(TypeError);
  await expect(cache.match('https://elsewhere.example/')).rejects.toThrow(TypeError);
  await expect(cache.add(HERE)).rejects.toThrow(TypeError);
  await expect(cache.put(HERE, new Response())).rejects.toThrow(TypeError);
  expect([scope.XMLHttpRequest, scope.WebSocket, scope.EventSource, scope.WebTransport, scope.indexedDB]).toEqual(Array.from({ length: 5 }));
});

test('a device that was made later and is lost is told, with the reason', async () => {
  const lost = Promise.withResolvers<{ reason: string; message: string }>();
  class GPUAdapter {
    device = { lost: lost.promise };
    async requestDevice(wanted: unknown) {
      return { ...this.device, wanted };
    }
  }
  const told = watchDevices({ GPUAdapter });
  expect(await new GPUAdapter().requestDevice('a lot')).toMatchObject({ wanted: 'a lot' });
  lost.resolve({ reason: 'unknown', message: 'The process crashed.' });
  expect(await told).toBe('The process crashed.');
});
