import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from './canonical.ts';
import { toOverlays, type PdfAnnotation } from './pdf-annotations.ts';
import { PAGE } from './pdf-typeset.test.support.ts';

const RECT = [100, 692, 200, 712];
const wordsOf = (annotation: PdfAnnotation) => toOverlays([{ rect: RECT, ...annotation }], PAGE.toPage).map(({ text }) => text);

test('a comment has its words, and its box as shown', () => {
  expect(toOverlays([{ subtype: 'Highlight', rect: RECT, contentsObj: { str: 'Check this' } }], PAGE.toPage)).toEqual([
    { text: 'Check this', box: { x: 100, y: 80, width: 100, height: 20 } },
  ]);
});

test('paragraphs of a note are blocks, its lines stay lines', () => {
  expect(wordsOf({ subtype: 'Text', contentsObj: { str: 'One \r two\r\n\r\nthree' } })).toEqual(['One\ntwo', 'three']);
});

test('text written onto the page without contents is read from its picture', () => {
  expect(wordsOf({ subtype: 'FreeText', contentsObj: { str: '' }, textContent: ['Seen', 'here'] })).toEqual(['Seen\nhere']);
});

test('links and pop-ups say nothing, and hidden notes and passwords stay hidden', () => {
  for (const subtype of ['Link', 'Popup']) expect(wordsOf({ subtype, contentsObj: { str: 'x' } })).toEqual([]);
  expect(wordsOf({ subtype: 'Text', annotationFlags: 2, contentsObj: { str: 'x' } })).toEqual([]);
  expect(wordsOf({ subtype: 'Text', annotationFlags: 32, contentsObj: { str: 'x' } })).toEqual([]);
  expect(wordsOf({ subtype: 'Widget', fieldType: 'Tx', fieldValue: 'secret', password: true })).toEqual([]);
});

test('a field shows its value as its program formatted it, a long one in full', () => {
  expect(wordsOf({ subtype: 'Widget', fieldType: 'Tx', fieldValue: '302.8', textContent: ['302,80'] })).toEqual(['302,80']);
  expect(wordsOf({ subtype: 'Widget', fieldType: 'Tx', fieldValue: 'all of it', textContent: ['all', 'of'] })).toEqual(['all of it']);
  expect(wordsOf({ subtype: 'Widget', fieldType: 'Tx', fieldValue: '', textContent: ['hello world'] })).toEqual(['hello world']);
  expect(wordsOf({ subtype: 'Widget', fieldType: 'Btn', fieldValue: 'Off' })).toEqual([]);
});

test('a choice shows what was chosen, an open list all its entries', () => {
  const options = [{ exportValue: 'de', displayValue: 'Deutsch' }, { exportValue: 'es', displayValue: 'Español' }];
  expect(wordsOf({ subtype: 'Widget', fieldType: 'Ch', fieldValue: ['es'], options, combo: true })).toEqual(['Español']);
  expect(wordsOf({ subtype: 'Widget', fieldType: 'Ch', fieldValue: ['es'], options, combo: false })).toEqual(['Deutsch', 'Español']);
});

test('whatever a file puts into its annotations, nothing breaks and all text is canonical', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record(
          { subtype: fc.constantFrom('Text', 'Widget', 'FreeText', 7), rect: fc.anything(), contentsObj: fc.constantFrom(null, { str: 5 }, { str: 'a\u0000b' }), fieldType: fc.constantFrom('Tx', 'Ch'), fieldValue: fc.anything(), textContent: fc.anything(), options: fc.array(fc.record({ exportValue: fc.anything() })) },
          { requiredKeys: ['subtype'] },
        ),
      ),
      (annotations) => {
        for (const { text, box } of toOverlays(annotations as PdfAnnotation[], PAGE.toPage)) {
          expect(text).toBe(canonical(text).trim());
          expect(Object.values(box).every(Number.isFinite)).toBe(true);
        }
      },
    ),
  );
});
