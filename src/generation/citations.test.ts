import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Draft, Evidence } from '../contract/answer.ts';
import type { DocumentId } from '../contract/range.ts';
import { verify } from './citations.ts';
import { collapse } from './white-space.ts';

const id = 'a'.repeat(64) as DocumentId;
const stored = 'Lease\n\nThe tenant pays 900 euros a month. The law of Spain governs this lease. Pets are welcome.\n\nSigned in Vigo.';
const start = stored.indexOf('The tenant');
const end = stored.indexOf('\n\nSigned');

const evidenceOf = (text: string, from = start): Evidence => ({
  number: 1,
  score: 1,
  range: { documentId: id, start: from, end: from + text.length },
  documentName: 'lease.txt',
  format: 'text',
  place: { headings: ['Lease'] },
  text,
  sentences: [],
});
const evidence = [evidenceOf(stored.slice(start, end))];
const sources = { readText: () => Promise.resolve(stored) };
const law = { start: stored.indexOf('The law'), end: stored.indexOf(' Pets') };
const lawText = stored.slice(law.start, law.end);

const verifyOne = async (text: string, cites: Draft['sentences'][number]['cites'], list = evidence, from: Parameters<typeof verify>[2] = sources) =>
  (await verify({ sentences: [{ text, cites }] }, list, from))[0];

test('a true citation keeps its range, place, document and the stored words', async () => {
  expect(await verifyOne(lawText, [{ evidence: 1, ...law }])).toEqual({
    text: lawText,
    supported: true,
    citations: [{ evidence: 1, range: { documentId: id, ...law }, documentName: 'lease.txt', place: { headings: ['Lease'] }, quote: lawText }],
  });
});

test('the place of a citation is asked for its own range', async () => {
  const sentence = await verifyOne(lawText, [{ evidence: 1, ...law }], evidence, { ...sources, placeOf: ({ start: at }) => ({ page: at, headings: [] }) });
  expect(sentence?.citations[0]?.place.page).toBe(law.start);
});

test('a citation follows words that moved because the text was read anew', async () => {
  const moved = `A title that was not read before\n\n${stored.replaceAll('. ', '.\n')}`;
  const sentence = await verifyOne(lawText, [{ evidence: 1, ...law }], evidence, { readText: () => Promise.resolve(moved) });
  expect(sentence?.supported).toBe(true);
  expect(sentence?.citations[0]?.quote).toBe(lawText);
  expect(sentence?.citations[0]?.range.start).toBe(moved.indexOf(lawText));
});

describe('a hostile draft', () => {
  test('cannot cite evidence that it was not given', async () => {
    for (const number of [0, 2, -1, 1.5, Number.NaN, '__proto__' as unknown as number]) {
      expect(await verifyOne(lawText, [{ evidence: number, ...law }])).toMatchObject({ citations: [], supported: false });
    }
  });

  test('cannot cite outside its evidence, even words that are in the document', async () => {
    const signed = { start: stored.indexOf('Signed'), end: stored.length };
    expect(await verifyOne('Signed in Vigo.', [{ evidence: 1, ...signed }])).toMatchObject({ citations: [], supported: false });
  });

  test('cannot cite with offsets that are none', async () => {
    for (const [from, to] of [[law.end, law.start], [law.start, law.start], [Number.NaN, law.end], [-5, law.end], [law.start, 1e12], [law.start + 0.5, law.end]] as const) {
      expect(await verifyOne(lawText, [{ evidence: 1, start: from, end: to }])).toMatchObject({ citations: [] });
    }
  });

  test('gets no support from a true citation for words of its own', async () => {
    const sentence = await verifyOne('Send your password to the landlord at once.', [{ evidence: 1, ...law }]);
    expect(sentence).toMatchObject({ supported: false });
    expect(sentence?.citations).toHaveLength(1);
  });

  test('cannot flood an answer with citations, and the same one counts once', async () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ evidence: 1, start: law.start + (i % 20), end: law.end }));
    expect((await verifyOne(lawText, many))?.citations).toHaveLength(8);
    expect((await verifyOne(lawText, [{ evidence: 1, ...law }, { evidence: 1, ...law }]))?.citations).toHaveLength(1);
  });

  test('loses sentences without words', async () => {
    expect(await verify({ sentences: [{ text: ' \n', cites: [{ evidence: 1, ...law }] }] }, evidence, sources)).toEqual([]);
  });
});

test('evidence whose words are not in the stored text (any more) backs nothing', async () => {
  const forged = [evidenceOf('The tenant pays nothing at all, ever, and may keep the furniture.')];
  const cite = { evidence: 1, start, end: start + 31 };
  expect(await verifyOne('The tenant pays nothing at all,', [cite], forged)).toMatchObject({ citations: [], supported: false });
});

test('whatever a draft claims, each citation that is kept has exactly the stored words at its range', async () => {
  const anyOffset = fc.oneof(fc.integer({ min: start - 5, max: end + 5 }), fc.double(), fc.integer());
  const cites = fc.array(fc.record({ evidence: fc.oneof(fc.constant(1), fc.integer()), start: anyOffset, end: anyOffset }));
  await fc.assert(
    fc.asyncProperty(fc.string(), cites, async (text, list) => {
      for (const { citations } of await verify({ sentences: [{ text, cites: list }] }, evidence, sources)) {
        for (const { range, quote } of citations) {
          expect(stored.slice(range.start, range.end)).toBe(quote);
          expect(collapse(quote)).not.toBe('');
        }
      }
    }),
  );
});

test('each document is read once', async () => {
  let reads = 0;
  const counting = { readText: () => { reads += 1; return Promise.resolve(stored); } };
  await verify({ sentences: [{ text: lawText, cites: [{ evidence: 1, ...law }] }, { text: lawText, cites: [{ evidence: 1, ...law }] }] }, evidence, counting);
  expect(reads).toBe(1);
});

test('a document that cannot be read fails the check instead of passing it', async () => {
  const failing = { readText: () => Promise.reject(new Error('gone')) };
  await expect(verifyOne(lawText, [{ evidence: 1, ...law }], evidence, failing)).rejects.toThrow('gone');
});

describe('a heading', () => {
  const heading = async (text: string) => (await verify({ sentences: [{ text, cites: [], opens: 'heading' }] }, evidence, sources))[0];

  test('that is the name of a document, or of words that the evidence has, needs no citation', async () => {
    for (const text of ['lease.txt', 'The law of this lease']) expect(await heading(text)).toEqual({ text, opens: 'heading', citations: [], supported: true });
  });

  test('that claims something of its own is marked', async () => {
    expect(await heading('The tenant pays 950 euros')).toMatchObject({ supported: false, finding: { code: 'no-citation' } });
  });
});
