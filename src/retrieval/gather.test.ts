import { describe, expect, test } from 'vitest';
import type { DocumentId, Span } from '../contract/range.ts';
import type { EvidenceSet } from '../contract/answer.ts';
import { gather, measure } from './gather.ts';
import { smallLibrary } from './small-library.ts';
import { SENTENCE_FEATURES } from './sentence-features.ts';

const never = new AbortController().signal;

const lease = [
  '# Rent\nRent. The tenant pays a rent of 900 euros on the first of each month. Is the rent ever late? A late payment costs 20 euros.',
  '# Governing Law\nGoverning Law. This lease is governed by the laws of Spain. Disputes go to the courts of Vigo.',
  '# Pets\nDogs are welcome. Cats may stay as long as they like.',
];
const other = ['Bake the loaf for forty minutes at a high heat.', 'The ocean is blue, and the sea is green.'];
const library = smallLibrary({ 'lease.txt': lease, 'other.txt': other });

const byLine = (text: string, { start }: Span): Span[] => [...text.slice(start).matchAll(/[^\n]+/gu)].map(({ 0: line, index }) => ({ start: start + index, end: start + index + line.length }));

/** The best sentence of all, as text. */
function best({ items }: EvidenceSet): string | undefined {
  const [sentence] = items.flatMap(({ sentences, text, range }) => sentences.map(({ start, end, score }) => ({ score, text: text.slice(start - range.start, end - range.start) }))).toSorted((a, b) => b.score - a.score);
  return sentence?.text;
}

describe('the best sentence', () => {
  test.each([
    ['Which law governs this lease?', 'This lease is governed by the laws of Spain.'],
    ['How much is the rent?', 'The tenant pays a rent of 900 euros on the first of each month.'],
    ['What does a late payment cost?', 'A late payment costs 20 euros.'],
    ['Which courts decide disputes?', 'Disputes go to the courts of Vigo.'],
    ['How long may cats stay?', 'Cats may stay as long as they like.'],
  ])('%s %s', async (question, sentence) => {
    expect(best(await gather(never, library, question, 'all'))).toBe(sentence);
  });

  test.each([
    ['¿Qué ley rige el contrato?', ['El contrato se rige por la ley española.', 'La renta se paga cada mes.']],
    ['Welches Recht gilt für den Vertrag?', ['Für den Vertrag gilt deutsches Recht.', 'Die Miete wird monatlich gezahlt.']],
    ['合同适用什么法律？', ['合同适用中华民国法律。', '租金每月支付。']],
    ['ما هو القانون الذي يحكم العقد؟', ['القانون الذي يحكم العقد هو قانون تكساس.', 'يدفع الإيجار كل شهر.']],
  ])('in another language: %s', async (question, passages) => {
    expect(best(await gather(never, smallLibrary({ 'a.txt': passages }), question, 'all'))).toBe(passages[0]);
  });

  test('is never a title, though the title has all the words', async () => {
    const { items } = await gather(never, library, 'Governing law?', 'all');
    const quotable = items.flatMap(({ sentences, text, range }) => sentences.map(({ start, end }) => text.slice(start - range.start, end - range.start)));
    expect(quotable).toContain('This lease is governed by the laws of Spain.');
    expect(quotable).not.toContain('Governing Law.');
  });

  test('is never a heading of the document, however much that looks like a sentence', async () => {
    const plain = smallLibrary({ 'lease.txt': ['Ending the lease early. Either side may end it by four months’ notice.'] });
    const early = {
      ...plain,
      passage: async (...key: Parameters<typeof plain.passage>) => {
        const passage = await plain.passage(...key);
        return passage && { ...passage, place: { headings: ['Ending the lease early.'] } };
      },
    };
    expect(best(await gather(never, plain, 'Can the lease be ended early?', 'all')), 'without the document saying so').toBe('Ending the lease early.');
    expect(best(await gather(never, early, 'Can the lease be ended early?', 'all'))).toBe('Either side may end it by four months’ notice.');
  });

  test('is none glued to the heading above it, with no more than a line end between', async () => {
    const { items } = await gather(never, library, 'How much is the rent?', 'all');
    const quotable = items.flatMap(({ sentences, text, range }) => sentences.map(({ start, end }) => text.slice(start - range.start, end - range.start)));
    expect(quotable).toContain('Dogs are welcome.');
    expect(quotable.some((sentence) => sentence.includes('\n'))).toBe(false);
  });

  test('is no link of a menu on a web page, though it has the word', async () => {
    const plain = smallLibrary({ 'a.html': ['Home\n\nInsurance\n\nHelp\n\nThe insurance covers fire.'] });
    const passage = async (...key: Parameters<typeof plain.passage>) => {
      const found = await plain.passage(...key);
      return found && { ...found, format: 'html' as const };
    };
    const page = { ...plain, passage, sentences: byLine };
    const { items } = await gather(never, page, 'What is the insurance?', 'all');
    expect(items.flatMap(({ sentences, text, range }) => sentences.map(({ start, end }) => text.slice(start - range.start, end - range.start)))).toEqual(['The insurance covers fire.']);
  });

  const policies = smallLibrary({
    'policy.txt': ['The policy covers damage by fire. The policy covers theft. Floods and earthquakes are excluded.'],
    'poliza.txt': ['La póliza cubre los daños por incendio. La póliza cubre el robo. Quedan excluidas las inundaciones.'],
    'police.txt': ['Versichert sind Schäden durch Feuer. Versichert ist Diebstahl. Für Hochwasser zahlen wir nicht.'],
  });
  test.each([
    ['What does the policy not cover?', 'policy.txt', 'Floods and earthquakes are excluded.'],
    ['What damage is not covered by the policy?', 'policy.txt', 'Floods and earthquakes are excluded.'],
    ['¿Qué daños no cubre la póliza?', 'poliza.txt', 'Quedan excluidas las inundaciones.'],
    ['Welche Schäden sind nicht versichert?', 'police.txt', 'Für Hochwasser zahlen wir nicht.'],
    ['What damage does the policy cover?', 'policy.txt', 'The policy covers damage by fire.'],
  ])('to what is not so says so: %s', async (question, document, sentence) => {
    expect(best(await gather(never, policies, question, [document as DocumentId]))).toBe(sentence);
  });

  test('is the one asked about, in the document that the question names, and not where its name stands', async () => {
    const parties = ['Netgear', 'Slinger', 'Corio', 'Netzee'];
    const contracts = Object.fromEntries(parties.map((party) => [
      `${party.length}-${parties.indexOf(party)}.txt`,
      [`AGREEMENT. This distributor agreement is made between ${party} and Ana.`, 'The rent is paid monthly.', 'Nothing here.', `This contract is governed by the laws of ${party === 'Netgear' ? 'Peru' : 'Chile'}.`],
    ]));
    const { items } = await gather(never, smallLibrary(contracts), 'Which law governs the Netgear distributor agreement?', 'all');
    expect(best({ items } as EvidenceSet)).toBe('This contract is governed by the laws of Peru.');
    expect(new Set(items.map(({ documentName }) => documentName)).size).toBe(1);
  });

  test('is not the question itself, repeated in the text', async () => {
    expect(best(await gather(never, library, 'Is the rent ever late?', 'all'))).not.toBe('Is the rent ever late?');
  });
});

describe('the evidence', () => {
  test('is numbered from 1 by how well each passage answers', async () => {
    const { items } = await gather(never, library, 'Which law governs this lease?', 'all');
    expect(items.map(({ number }) => number)).toEqual(items.map((_, i) => i + 1));
    expect(items.map(({ score }) => score)).toEqual(items.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(items[0]?.place.headings).toEqual(['Governing Law']);
  });

  test('has sentences whose offsets are those of the document, inside the passage', async () => {
    for (const { range, sentences } of (await gather(never, library, 'rent', 'all')).items) {
      for (const { start, end } of sentences) {
        expect(start).toBeGreaterThanOrEqual(range.start);
        expect(end).toBeLessThanOrEqual(range.end);
        expect(start).toBeLessThan(end);
      }
    }
  });

  test('comes with the neighbours of the best passage', async () => {
    const far = smallLibrary({ 'a.txt': ['Nothing here.', 'The umbrella policy begins.', 'It ends in May.', 'Nothing there.'] });
    const { items } = await gather(never, far, 'When does the umbrella policy end?', 'all');
    expect(items.map(({ text }) => text)).toContain('It ends in May.');
  });

  test('keeps to the scope', async () => {
    const { items } = await gather(never, library, 'Which law governs this lease?', ['other.txt' as DocumentId]);
    expect(items.every(({ documentName }) => documentName === 'other.txt')).toBe(true);
  });
});

describe('whether it suffices', () => {
  test('an answer in so many words does', async () => {
    const { sufficient, strength, floor } = await gather(never, library, 'Which law governs this lease?', 'all');
    expect(strength).toBeGreaterThanOrEqual(floor);
    expect(sufficient).toBe(true);
  });

  test.each(['Who won the regatta of 1924?', 'What is the boiling point of mercury?', 'xyzzy'])('nothing about it does not: %s', async (question) => {
    const { sufficient, strength, floor } = await gather(never, library, question, 'all');
    expect(strength).toBeLessThan(floor);
    expect(sufficient).toBe(false);
  });

  test('an empty library does not, and has strength 0', async () => {
    expect(await gather(never, smallLibrary({}), 'Which law governs?', 'all')).toMatchObject({ items: [], sufficient: false, strength: 0 });
    expect(await gather(never, library, 'Which law governs?', [])).toMatchObject({ items: [], sufficient: false });
    expect(await gather(never, library, '', 'all')).toMatchObject({ sufficient: false });
  });

  test('strength is a probability', async () => {
    for (const question of ['Which law governs this lease?', 'rent', 'nothing at all of this']) {
      const { strength } = await gather(never, library, question, 'all');
      expect(strength).toBeGreaterThanOrEqual(0);
      expect(strength).toBeLessThanOrEqual(1);
    }
  });
});

test('without a model, words find the evidence', async () => {
  const words = smallLibrary({ 'lease.txt': lease }, { embedQuery: () => Promise.resolve(undefined) });
  expect(best(await gather(never, words, 'Which law governs this lease?', 'all'))).toBe('This lease is governed by the laws of Spain.');
});

test('each sentence is measured once for each feature', async () => {
  const { measured } = await measure(never, library, 'Which law governs this lease?', 'all');
  for (const { features, view } of measured) {
    expect(features).toHaveLength(view.sentences.length);
    for (const row of features) {
      expect(row).toHaveLength(SENTENCE_FEATURES.length);
      expect(row.every((value) => Number.isFinite(value))).toBe(true);
    }
  }
});

test('a change of mind ends it', async () => {
  await expect(gather(AbortSignal.abort(), library, 'law', 'all')).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});
