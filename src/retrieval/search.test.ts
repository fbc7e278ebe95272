import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import type { SearchRequest } from '../contract/search.ts';
import { search } from './search.ts';
import { smallLibrary } from './small-library.ts';

const never = new AbortController().signal;
const asking = (text: string, changes: Partial<SearchRequest> = {}): SearchRequest => ({ text, scope: 'all', limit: 10, wordsOnly: false, ...changes });

const library = smallLibrary({
  'motor.txt': ['The automobile was sold in May. It had new tyres. Nobody asked why.', 'A physician must sign the form.'],
  'lease.txt': ['The tenant pays the rent of 900 euros on the first day of the month. A puppy is welcome.', 'Spanish statute applies to this lease.'],
  'bread.txt': ['Bake the loaf for forty minutes.'],
});
const found = async (text: string, changes?: Partial<SearchRequest>) =>
  (await search(never, library, asking(text, changes))).hits.map(({ passage, foundBy }) => `${passage.documentName} ${foundBy}`);

test('a passage without any word of the query is found by what it means', async () => {
  expect(await found('car')).toEqual(['motor.txt meaning']);
});

test('a passage with the words and the meaning is found by both, and says so', async () => {
  expect((await found('rent'))[0]).toBe('lease.txt both');
});

test('while a person types, words alone answer, and an unfinished word counts', async () => {
  const before = library.asked.length;
  const result = await search(never, library, asking('automob', { wordsOnly: true }));
  expect(result.hits.map(({ passage }) => passage.documentName)).toEqual(['motor.txt']);
  expect(result.byMeaning).toBe(false);
  expect(library.asked).toHaveLength(before);
});

test('words that a query is only built with are marked where nothing else is, and nowhere else', async () => {
  const marked = async (text: string) => {
    const [hit] = (await search(never, library, asking(text, { scope: ['lease.txt' as DocumentId] }))).hits;
    return hit?.marks.map(({ start, end }) => hit.passage.text.slice(start - hit.passage.range.start, end - hit.passage.range.start));
  };
  expect(await marked('day of the rent')).toEqual(['rent', 'day']);
  expect(await marked('of the')).toEqual(['The', 'the', 'of', 'the', 'of', 'the']);
});

test('a query of nonsense finds nothing, rather than the least bad', async () => {
  expect(await found('xyzzy qwrtp')).toEqual([]);
  expect(await found('')).toEqual([]);
  expect(await found('?!…')).toEqual([]);
});

describe('a passage that is only vaguely near', () => {
  // One meaning of eight: its cosine is 0.35.
  const vague = ['dog law rent money house ocean begin happy'];
  const at = (relevanceFloor: number, changes = {}) =>
    smallLibrary({ 'a.txt': vague }, { meaning: { dimensions: 64, prefixes: [64], relevanceFloor, languages: ['en'] }, ...changes });

  test('is shown when the model knows the words of the query and it is not far under the floor', async () => {
    expect((await search(never, at(0.45), asking('puppy'))).hits).toHaveLength(1);
    expect((await search(never, at(0.95), asking('puppy'))).hits).toEqual([]);
  });

  test('is not shown for words that the model spells out', async () => {
    expect((await search(never, at(0.45, { countTokens: () => [4] }), asking('puppy'))).hits).toEqual([]);
    expect((await search(never, at(0.45, { countTokens: undefined }), asking('puppy'))).hits).toEqual([]);
  });
});

test('what is nearest in meaning is among the first five, however many passages share a word', async () => {
  const crowd = Array.from({ length: 30 }, (_, i) => `Quarterly purchase of widgets number ${i}, once more.`);
  const crowded = smallLibrary({ 'a.txt': [...crowd, 'To acquire an automobile one needs a permit.'] });
  const { hits } = await search(never, crowded, asking('quarterly purchase widgets car'));
  expect(hits.findIndex(({ passage }) => passage.text.includes('automobile'))).toBeLessThan(5);
});

test('the scope is kept by both halves', async () => {
  expect(await found('puppy rent', { scope: ['bread.txt' as DocumentId] })).toEqual([]);
  expect(await found('automobile', { scope: ['motor.txt' as DocumentId] })).toEqual(['motor.txt both']);
  expect(await found('automobile', { scope: [] })).toEqual([]);
});

test('snippets and marks are ranges of the document, inside the passage', async () => {
  const { hits } = await search(never, library, asking('rent euros'));
  const [hit] = hits;
  const { text, range } = hit!.passage;
  const words = hit!.marks.map(({ start, end }) => text.slice(start - range.start, end - range.start));
  expect(words).toEqual(['rent', 'euros']);
  expect(hit!.snippet.start).toBeGreaterThanOrEqual(range.start);
  expect(hit!.snippet.end).toBeLessThanOrEqual(range.end);
});

test('a hit found by meaning shows its sentence that means it', async () => {
  const filler = 'Nothing of note happened on that long and uneventful afternoon in the village by the river. '.repeat(4);
  const long = smallLibrary({ 'a.txt': [`${filler}The physician came by automobile. ${filler}`] });
  const [hit] = (await search(never, long, asking('doctor car'))).hits;
  const shown = hit!.passage.text.slice(hit!.snippet.start - hit!.passage.range.start, hit!.snippet.end - hit!.passage.range.start);
  expect(hit!.foundBy).toBe('meaning');
  expect(shown).toContain('The physician came by automobile.');
});

test('a title that stands on every page is one hit', async () => {
  const pages = smallLibrary({ 'report.txt': ['Annual law report, page 1', 'Annual law report, page 2', 'The law changed in May.'] });
  expect((await search(never, pages, asking('law'))).hits).toHaveLength(2);
});

test('never more hits than asked for', async () => {
  expect(await found('the', { limit: 1 })).toHaveLength(1);
});

describe('when the model cannot run', () => {
  test('words answer, and the result says that meaning took no part', async () => {
    const words = smallLibrary({ 'a.txt': ['The law of Texas.'] }, { embedQuery: () => Promise.resolve(undefined) });
    const result = await search(never, words, asking('law'));
    expect(result).toMatchObject({ byMeaning: false, hits: [{ foundBy: 'word' }] });
  });

  test('and when none of the words is known to it', async () => {
    const result = await search(never, library, asking('forty minutes'));
    expect(result).toMatchObject({ byMeaning: false, hits: [{ foundBy: 'word' }] });
  });
});

test('a passage that was removed meanwhile is left out', async () => {
  const gone = smallLibrary({ 'a.txt': ['The law.', 'Another law.'] }, { passage: () => undefined });
  expect((await search(never, gone, asking('law'))).hits).toEqual([]);
});

test('Chinese and Arabic are found by word though the model knows neither', async () => {
  const foreign = smallLibrary({ 'zh.txt': ['本合同适用中华民国法律。'], 'ar.txt': ['يخضع هذا العقد لقانون تكساس.'], 'de.txt': ['Es gilt das Recht von Bayern.'], 'es.txt': ['Se aplica la ley española.'] });
  for (const [query, name] of [['法律', 'zh.txt'], ['لقانون', 'ar.txt'], ['Recht', 'de.txt'], ['española', 'es.txt']] as const) {
    expect((await search(never, foreign, asking(query))).hits.map(({ passage }) => passage.documentName)).toEqual([name]);
  }
});

test('a change of mind ends it', async () => {
  await expect(search(AbortSignal.abort(), library, asking('law'))).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});

test('a change of mind while the model works ends it', async () => {
  const controller = new AbortController();
  const slow = smallLibrary({ 'a.txt': ['The law.'] }, {
    embedQuery: () => {
      controller.abort();
      return Promise.resolve(new Float32Array(64).fill(0.125));
    },
  });
  await expect(search(controller.signal, slow, asking('law'))).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});
