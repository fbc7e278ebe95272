import { expect, test } from 'vitest';
import { createSealState, type Seal } from './seal-state.ts';
import { sealWords } from './seal-words.ts';

const unsealed = (['reloading', 'insecure-address', 'no-service-worker', 'probe-left'] as const).map((why): Seal => ({ checking: false, sealed: false, why }));

test('only a page that was tested is called sealed', () => {
  for (const seal of [{ checking: true } as const, ...unsealed]) expect(sealWords(seal).label).not.toBe('Sealed');
  expect(sealWords({ checking: false, sealed: true, byBrowser: true }).label).toBe('Sealed');
});

test('sealed by its own rules alone, the page says so', () => {
  const words = (byBrowser: boolean) => sealWords({ checking: false, sealed: true, byBrowser }).paragraphs.join(' ');
  expect(words(false)).toContain('relies on its own rules alone');
  expect(words(true)).not.toContain('own rules alone');
});

test('every way of being unsealed says that no documents are taken, and what to do', () => {
  for (const seal of unsealed.slice(1)) {
    const words = sealWords(seal).paragraphs.join(' ');
    expect(words).toContain('Carrel takes no documents');
    expect(words).toMatch(/Open Carrel|Reload the page/u);
  }
});

test('a test that cannot run does not seal the page', async () => {
  const state = createSealState({ seal: async () => { throw new Error('no worker'); } });
  expect(await state.sealed).toBe(false);
  expect(state.store.get().seal).toMatchObject({ sealed: false });
});
