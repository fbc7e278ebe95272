import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import type { Passage } from '../contract/search.ts';
import { smallLibrary, type SmallLibrary } from './small-library.ts';
import { openTopic } from './topic.ts';

const never = new AbortController().signal;
const lease = [
  '# Rent\nThe tenant pays a rent of 900 euros on the first of each month. A late payment costs 20 euros more.',
  '# Governing Law\nGoverning Law. This agreement is subject to the courts of Vigo.',
  '# Pets\nDogs are welcome in the garden. Cats may stay as long as they like.',
  'A puppy may sleep in the kitchen at night.',
];

async function about(library: SmallLibrary, topic: string): Promise<{ text: string; score: number; floor: number }[]> {
  const id = 'lease.txt' as DocumentId;
  const opened = await openTopic(never, library, topic, [id]);
  const passages = await Promise.all(lease.map(async (_, number) => ({ number, passage: (await library.passage(id, number))! as Passage })));
  const rows = await opened.rate(never, passages);
  return rows.flatMap((row, i) => row.map(({ start, end, score }) => ({ text: passages[i]!.passage.text.slice(start - passages[i]!.passage.range.start, end - passages[i]!.passage.range.start), score, floor: opened.floor })));
}

const over = (rated: { text: string; score: number; floor: number }[]) => rated.filter(({ score, floor }) => score >= floor).map(({ text }) => text);

describe('sentences about a topic', () => {
  test('are those with its words, and those that mean it in other words', async () => {
    expect(over(await about(smallLibrary({ 'lease.txt': lease }), 'dogs'))).toEqual(['Dogs are welcome in the garden.', 'A puppy may sleep in the kitchen at night.']);
  });

  test('are those under a title that says it, and not the title', async () => {
    expect(over(await about(smallLibrary({ 'lease.txt': lease }), 'governing law'))).toEqual(['This agreement is subject to the courts of Vigo.']);
  });

  test('are found by words alone when no model can run', async () => {
    const { meaning: _meaning, ...without } = smallLibrary({ 'lease.txt': lease });
    expect(over(await about(without, 'late payment'))).toEqual(['A late payment costs 20 euros more.']);
    expect(over(await about(without, 'dogs'))).toEqual(['Dogs are welcome in the garden.']);
  });

  test('are found by words alone in a language that the model does not know', async () => {
    const library = smallLibrary({ 'lease.txt': lease });
    await about(library, 'welche Hunde sind in der Wohnung erlaubt');
    expect(library.asked).toEqual([]);
  });

  test('are rated from 0 to 1, every sentence of every passage once', async () => {
    const rated = await about(smallLibrary({ 'lease.txt': lease }), 'rent');
    expect(rated.map(({ text }) => text)).toHaveLength(6);
    for (const { score } of rated) expect(score >= 0 && score <= 1).toBe(true);
  });

  test('cost the model only those passages that share a word or are near', async () => {
    const library = smallLibrary({ 'lease.txt': lease });
    await about(library, 'dogs');
    expect(library.asked.filter((text) => /rent|courts/u.test(text))).toEqual([]);
  });
});
