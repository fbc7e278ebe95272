import { describe, expect, test } from 'vitest';
import type { BuildingVersion, IndexVersion, IndexVersions, LibrarySnapshot, RefusedWay } from '../../contract/library.ts';
import { everyLanguage, languagesWords } from './language-words.ts';
import { buildLine, buildNews, chipWords, costSentences, embeddingSentence, lengthWords, percentDone, rateWords, refusedSentences, versionFacts, versionName } from './meaning-words.ts';

const version = (over: Partial<IndexVersion> = {}): IndexVersion => ({ space: 's', modelId: 'mini', modelName: 'Mini', dimensions: 384, done: 47_000, of: 47_000, bytes: 18_236_000, ...over });
const building = (over: Partial<BuildingVersion> = {}) => ({ ...version({ modelId: 'big', modelName: 'Big', dimensions: 256, done: 12_300 }), status: 'building', ...over }) as BuildingVersion;
const gpu = (dtype: RefusedWay['dtype'], why: RefusedWay['why']): RefusedWay => ({ device: 'webgpu', dtype, why });

describe('languages', () => {
  test('a few are named, many are counted', () => {
    expect(languagesWords(['en'])).toBe('English');
    expect(languagesWords(['en', 'de', 'ar'])).toBe('English, German, and Arabic');
    expect(languagesWords(['en', 'de', 'ar', 'zh'])).toBe('4 languages');
    expect(languagesWords([])).toBe('');
  });
  test('what is no code of a language is shown as it came', () => expect(languagesWords(['not a code'])).toBe('not a code'));
  test('all of them are there by name, in the order of the alphabet', () => expect(everyLanguage(['zh', 'ar', 'de'])).toBe('Arabic, Chinese, German'));
});

describe('ways that were turned down', () => {
  test('a device that is not used at all is named alone', () => {
    expect(refusedSentences([gpu('fp16', 'other-vectors'), gpu('fp32', 'other-vectors')], { device: 'wasm' })).toEqual(['The graphics card computed other numbers than the processor, so it is not used.']);
    expect(refusedSentences([gpu('fp16', 'cannot-run')], { device: 'wasm' })).toEqual(['The graphics card cannot run this model.']);
    expect(refusedSentences([gpu('fp16', 'damaged')], { device: 'wasm' })).toEqual(['A file that the graphics card needs is damaged. Delete the model and add it again.']);
    expect(refusedSentences([gpu('fp16', 'damaged')], { device: 'webgpu' })).toEqual(['A file that the graphics card needs with 16-bit numbers is damaged. Delete the model and add it again.']);
    expect(refusedSentences([gpu('fp16', 'ended-the-tab')], { device: 'wasm' })).toEqual(['The graphics card ended the page once, so it is not tried again.']);
  });
  test('a device that runs the model another way is not called useless', () => {
    expect(refusedSentences([gpu('fp16', 'other-vectors')], { device: 'webgpu' })).toEqual(['With 16-bit numbers, the graphics card computed other numbers than the processor, so it is not used that way.']);
  });
  test('different reasons are told apart', () => {
    const sentences = refusedSentences([gpu('fp16', 'other-vectors'), gpu('fp32', 'cannot-run')], { device: 'wasm' });
    expect(sentences).toHaveLength(2);
    expect(sentences[1]).toBe('With 32-bit numbers, the graphics card cannot run this model.');
  });
  test('the processor is not compared with itself', () => {
    expect(refusedSentences([{ device: 'wasm', dtype: 'q8', why: 'other-vectors' }], { device: 'wasm' })[0]).not.toContain('than the processor');
  });
});

test('two versions of one model are told apart by their length', () => {
  expect(versionName(version(), version({ dimensions: 128 }))).toBe('Mini (384 numbers)');
  expect(versionName(version(), version({ modelName: 'Big' }))).toBe('Mini');
  expect(versionName(version(), undefined)).toBe('Mini');
});

test('a version that is not complete says so', () => {
  expect(versionFacts(version())).toBe('47,000 passages, 384 numbers each, 18 MB');
  expect(versionFacts(version({ done: 2, of: 9 }))).toBe('2 of 9 passages, 384 numbers each, 18 MB');
});

test('a length is told with what it takes', () => {
  expect(lengthWords(256, 47_000)).toBe('256 numbers a passage: about 12 MB for your 47,000 passages');
  expect(lengthWords(256, 0)).toBe('256 numbers a passage');
});

describe('a version on its way', () => {
  test('is at 100 % only when every passage is in', () => {
    expect([[0, 0], [0, 3], [46_999, 47_000], [3, 3]].map(([done, of]) => percentDone({ done: done!, of: of! }))).toEqual([0, 0, 99, 100]);
  });
  test('the chip is short', () => {
    expect(chipWords(building())).toBe('26 %');
    expect(chipWords(building({ status: 'paused' }))).toBe('paused, 26 %');
    expect(chipWords(building({ status: 'verifying' }))).toBe('checking');
    expect(chipWords(building({ status: 'starting', done: 0 })), 'a model that is being loaded has not stopped at nothing').toBe('starting');
    expect(chipWords(building({ status: 'starting' }))).toBe('26 %');
    expect(chipWords(building({ status: 'failed', problem: { code: 'device-lost', details: { modelName: 'Big' } } }))).toBe('not finished');
  });
  test('a rate and a time that are not known are left out', () => {
    expect(buildLine(building({ passagesPerSecond: 210, secondsLeft: 165 }))).toBe('12,300 of 47,000 passages · 210 passages a second · 3 min left');
    expect(buildLine(building())).toBe('12,300 of 47,000 passages');
    expect(buildLine(building({ status: 'paused' }))).toBe('12,300 of 47,000 passages');
  });
  test('a pause from before the page was opened counts nothing yet', () => {
    const unknown = building({ status: 'paused', done: 0, of: 0 });
    expect(chipWords(unknown)).toBe('paused');
    expect(buildLine(unknown)).not.toContain('0 of 0');
  });
  test('a slow rate is told by the minute', () => {
    expect([210.4, 1, 0.5, 0.001].map(rateWords)).toEqual(['210 passages a second', '1 passage a second', '30 passages a minute', '1 passage a minute']);
  });
  test('what is read aloud does not change with every passage', () => {
    expect(buildNews(building({ done: 5 }))).toBe(buildNews(building({ done: 6 })));
    expect(buildNews(building({ status: 'starting' }))).toBe(buildNews(building()));
    expect(buildNews(building({ status: 'paused' }))).toBe('The index for Big is paused.');
    expect(buildNews(undefined)).toBe('');
  });
});

describe('what a change costs', () => {
  const cost = (versions: IndexVersions | undefined) => costSentences({ modelId: 'third', dimensions: 256 }, versions).join(' ');
  test('a new index says how much work, what answers meanwhile, and the way back', () => {
    const words = cost({ active: version() });
    expect(words).toContain('All 47,000 passages');
    expect(words).toContain('about 12 MB');
    expect(words).toContain('Search goes on with Mini');
    expect(words).toContain('going back is one click');
  });
  test('what is lost by it is named', () => {
    expect(cost({ active: version(), previous: version({ modelName: 'Old' }) })).toContain('The index for Old, kept until now, is freed');
    expect(cost({ active: version(), building: building() })).toContain('The index for Big that is not finished is given up');
    expect(cost({ active: version() })).not.toMatch(/freed|given up/u);
  });
  test('one that is here already costs nothing', () => {
    expect(cost({ active: version(), previous: version({ modelId: 'third', dimensions: 256 }) })).toBe('Its index is still here, so it answers at once.');
    expect(cost({ active: version({ modelId: 'third', dimensions: 256 }) })).toBe('This is what answers now.');
  });
  test('one that is on its way costs nothing more, and one that stopped gives up nothing', () => {
    const third = { modelId: 'third', dimensions: 256 };
    expect(cost({ active: version(), building: building(third) })).toBe('Its index is being made.');
    const stopped = cost({ active: version(), building: building({ ...third, status: 'failed', problem: { code: 'device-lost', details: { modelName: 'Third' } } }) });
    expect(stopped).toContain('All 47,000 passages');
    expect(stopped).not.toContain('given up');
  });
  test('before the library knows its versions, search goes on by word', () => expect(cost(undefined)).toContain('by word'));
  test('an empty library has nothing to go through', () => expect(cost({ active: version({ of: 0, done: 0 }) })).not.toContain('gone through'));
});

test('where the model runs is said only when it is known', () => {
  const ready: LibrarySnapshot['embedding'] = { status: 'ready', name: 'Mini', languages: [] };
  expect(embeddingSentence({ ...ready, runsOn: { device: 'webgpu', dtype: 'fp16', refused: [] } }, false)).toContain('It runs on the graphics card.');
  expect(embeddingSentence(ready, true)).toContain('It came with the page');
  expect(embeddingSentence(ready, false)).not.toMatch(/came with|runs on/u);
});
