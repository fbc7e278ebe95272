import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BlockWriter, type Piece } from './block-writer.ts';
import { checkExtraction } from './check-extraction.ts';

const kind = fc.constantFrom<Piece['kind'][]>('heading', 'paragraph', 'list-item', 'quote', 'code', 'table-row');
const step = fc.oneof(
  fc.record({ act: fc.constant('add' as const), kind, text: fc.string({ unit: 'binary', maxLength: 12 }) }),
  fc.record({ act: fc.constantFrom('openRow' as const, 'openCell' as const, 'closeRow' as const) }),
);

function write(steps: readonly (Piece | 'openRow' | 'openCell' | 'closeRow')[]) {
  const writer = new BlockWriter();
  for (const next of steps) {
    if (typeof next === 'string') writer[next]();
    else writer.add(next.kind, next.level, next.text);
  }
  return writer.finish();
}
const piece = (text: string, of: Piece['kind'] = 'paragraph'): Piece => ({ kind: of, level: of === 'heading' || of === 'list-item' ? 1 : 0, text });

describe('putting blocks together', () => {
  test('whatever is added in whatever order, the promises of an extraction are kept and no visible character is lost', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { text, blocks } = write(steps.map((next) => (next.act === 'add' ? piece(next.text, next.kind) : next.act)));
        const faults = checkExtraction({ format: 'text', extractor: 'x', text: `${text}`, blocks, pages: [], report: { words: 0, pagesWithoutText: [] } });
        expect(faults.filter((fault) => fault !== 'the text is blank' || blocks.length > 0)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('cells are joined by tabs, rows follow line by line, an empty cell keeps its place', () => {
    expect(write(['openRow', 'openCell', piece('a\nb'), 'openCell', 'openCell', piece('c\td'), 'closeRow', 'openRow', 'openCell', piece('e'), 'closeRow', piece('after')]).text).toBe('a b\t\tc d\ne\n\nafter');
  });

  test('a row as long as a page is a page', () => {
    const { blocks } = write(['openRow', 'openCell', piece('x '.repeat(2_000)), 'openCell', piece('y'), 'closeRow']);
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'paragraph']);
  });

  test('ten thousand tables inside each other lose no text and take no time', () => {
    const started = performance.now();
    const writer = new BlockWriter();
    for (let depth = 0; depth < 10_000; depth += 1) {
      writer.openRow();
      writer.openCell();
      writer.add('paragraph', 0, `${depth}`);
    }
    for (let depth = 0; depth < 10_000; depth += 1) writer.closeRow();
    expect(writer.finish().text.split(/\s+/).length).toBe(10_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('code keeps its indentation, and loses only blank lines at its ends', () => {
    expect(write([piece('\n  \n    a\n\n  b  \n\n', 'code')]).text).toBe('    a\n\n  b');
  });
});
