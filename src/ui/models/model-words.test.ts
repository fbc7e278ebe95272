/** The words of the page of models: fit, progress, languages, addresses. */
import { describe, expect, test } from 'vitest';
import type { DeviceFacts } from '../../contract/model.ts';
import { buildWords, fitWords, machineWords } from './fit-words.ts';
import { hubAddress } from './hub-address.ts';
import { allLanguages, languageNames } from './language-names.ts';
import { onGraphics, onProcessor } from './made-up.test.support.ts';
import { progressWords, waitWords } from './progress-words.ts';

const gpu = { shaderF16: true, maxBufferBytes: 2 ** 31, software: false, description: 'Example 7' };
const strong: DeviceFacts = { cores: 8, memoryGigabytes: 8, gpu };

describe('fit', () => {
  test('what fits says what runs it', () => {
    expect(fitWords('fits', onGraphics, strong)).toEqual({ label: 'Fits this machine', reason: 'It runs on the graphics device.' });
    expect(fitWords('fits', onProcessor, { cores: 1 }).reason).toBe('It runs on the processor.');
  });
  test('what is missing is named before memory, and is not called a size', () => {
    for (const [device, word] of [[{ cores: 8 }, 'offers none'], [{ cores: 8, gpu: { ...gpu, software: true } }, 'imitated'], [{ cores: 8, gpu: { ...gpu, shaderF16: false } }, '16-bit']] as const) {
      const { label, reason } = fitWords('too-big', onGraphics, device);
      expect(label).toBe('Does not run on this machine');
      expect(reason).toContain(word);
    }
  });
  test('too big for the memory says how much it needs and how much there is', () => {
    expect(fitWords('too-big', { ...onProcessor, memoryBytes: 7_000_000_000 }, { cores: 2, memoryGigabytes: 4 })).toEqual({
      label: 'Too big for this machine', reason: 'It needs 7 GB of memory while it runs; the browser tells of about 4 GB on this machine.',
    });
    expect(fitWords('too-big', { ...onProcessor, memoryBytes: 7_000_000_000 }, { cores: 2 }).reason).toContain('does not tell');
  });
  test('memory is not blamed where there is plenty', () => {
    expect(fitWords('too-big', onGraphics, strong).reason).not.toContain('memory');
    expect(fitWords('slow', onProcessor, strong).reason).toBe('It runs on the processor, which takes long for it.');
  });
  test('builds and machines in words', () => {
    expect([onProcessor, onGraphics].map(buildWords)).toEqual(['Processor, 8-bit', 'Graphics device, 16-bit']);
    expect(machineWords(strong)).toBe('8 processor cores, 8 GB or more of memory, and Example 7');
    expect(machineWords({ cores: 2, memoryGigabytes: 16 })).toBe('2 processor cores, about 16 GB of memory, and no graphics device for pages');
    expect(machineWords({ cores: 1 })).toBe('1 processor core and no graphics device for pages');
  });
});

describe('progress', () => {
  test('what is not known is left out', () => {
    expect(progressWords({ done: 52_000_000, of: 130_000_000, bytesPerSecond: 3_210_000.7, secondsLeft: 42 })).toBe('52 MB of 130 MB · 3.2 MB/s · 40 s left');
    expect(progressWords({ done: 52_000_000, of: 0 })).toBe('52 MB');
    expect(progressWords({ done: 0, of: 0 })).toBe('');
  });
  test('waiting counts down to now, and not below', () => {
    expect([61_000, 58_001, 1, 0, -5000].map((atMs) => waitWords(atMs, 0))).toEqual(['Next try in 1 min', 'Next try in 59 s', 'Next try in 1 s', 'Trying again now', 'Trying again now']);
  });
});

describe('languages', () => {
  test('a few are named, of many the first and how many more', () => {
    expect(languageNames([])).toBe('');
    expect(languageNames(['en', 'de'])).toBe('English and German');
    expect(languageNames(['en', 'de', 'fr', 'es', 'ar'])).toBe('English, German, French, and 2 more');
    expect(allLanguages(['en', 'de', 'fr', 'es', 'ar'])).toBe('English, German, French, Spanish, and Arabic');
  });
  test('very many are counted', () => expect(languageNames(Array.from({ length: 93 }, () => 'en'))).toBe('93 languages'));
  test('what is no code of a language is shown as it is', () => expect(languageNames(['!'])).toBe('!'));
});

test('a model that is not on the hub has no address there', () => {
  expect(hubAddress({ repository: '' })).toBe('');
  expect(hubAddress({ repository: 'made/a' })).toMatch(/\/made\/a$/);
});
