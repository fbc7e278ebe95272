import { describe, expect, test } from 'vitest';
import type { Extraction, Page } from '../contract/extraction.ts';
import { checkExtraction } from './check-extraction.ts';

const page: Page = { number: 1, start: 0, end: 5, width: 10, height: 10, starts: Uint32Array.of(0), ends: Uint32Array.of(5), boxes: Float32Array.of(0, 0, 1, 1) };
const good: Extraction = { format: 'pdf', extractor: 'x/1', text: 'Hello\n\nyou', blocks: [{ kind: 'paragraph', level: 0, start: 0, end: 5 }, { kind: 'heading', level: 1, start: 7, end: 10 }], pages: [page], report: { words: 2, pagesWithoutText: [] } };

describe('checking the promises of an extraction', () => {
  test('a good one keeps them all', () => {
    expect(checkExtraction(good)).toEqual([]);
  });

  test.each<[string, Partial<Extraction>]>([
    ['NFC', { text: 'e\u0301llo\n\nyou' }],
    ['control', { text: 'He\u0000lo\n\nyou' }],
    ['surrogates', { text: 'He\uD800lo\n\nyou' }],
    ['in no block', { blocks: good.blocks.slice(0, 1) }],
    ['begins before', { blocks: good.blocks.toReversed() }],
    ['after the text', { blocks: [{ kind: 'paragraph', level: 0, start: 0, end: 99 }] }],
    ['is blank', { blocks: [...good.blocks.slice(0, 1), { kind: 'paragraph', level: 0, start: 5, end: 7 }, ...good.blocks.slice(1)] }],
    ['of level 7', { blocks: [{ kind: 'heading', level: 7, start: 0, end: 10 }] }],
    ['numbered 2', { pages: [{ ...page, number: 2 }] }],
    ['without a box', { pages: [{ ...page, boxes: Float32Array.of(1) }] }],
    ['nowhere', { pages: [{ ...page, boxes: Float32Array.of(0, Number.NaN, 1, 1) }] }],
    ['outside the page', { pages: [{ ...page, ends: Uint32Array.of(6) }] }],
    ['no size', { pages: [{ ...page, width: 0 }] }],
    ['does not exist', { report: { words: 2, pagesWithoutText: [9] } }],
    ['not a count', { report: { words: 1.5, pagesWithoutText: [] } }],
  ])('it tells when something is %s', (fault, change) => {
    expect(checkExtraction({ ...good, ...change }).join('; ')).toContain(fault);
  });
});
