/** The promises every extraction keeps, whatever the file: one list for the tests of all readers. */
import type { Block, Extraction, Page } from '../contract/extraction.ts';
import type { Span } from '../contract/range.ts';
import { canonical } from './canonical.ts';

/** Lists, in words, each promise of `Extraction` that this one breaks. Empty when all are kept. */
export function checkExtraction(extraction: Extraction): string[] {
  const { text, blocks, pages, report } = extraction;
  return [
    ...(text.normalize('NFC') === text ? [] : ['the text is not NFC']),
    ...(text.isWellFormed() ? [] : ['the text has lone surrogates']),
    ...(canonical(text) === text ? [] : ['the text has control or invisible characters']),
    ...(/\S/u.test(text) ? [] : ['the text is blank']),
    ...spanFaults('block', text, blocks),
    ...uncovered(text, blocks),
    ...blocks.flatMap(levelFaults),
    ...spanFaults('page', text, pages),
    ...pages.flatMap(pageFaults),
    ...(report.words >= 0 && Number.isInteger(report.words) ? [] : ['the number of words is not a count']),
    ...report.pagesWithoutText.filter((number) => !pages.some((page) => page.number === number)).map((number) => `page ${number} without text does not exist`),
  ];
}

function spanFaults(what: string, text: string, spans: readonly Span[]): string[] {
  const faults: string[] = [];
  let before = 0;
  for (const [index, { start, end }] of spans.entries()) {
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < before) faults.push(`${what} ${index} begins before the last one ends`);
    if (end > text.length) faults.push(`${what} ${index} ends after the text`);
    if (what === 'block' && !/\S/u.test(text.slice(start, end))) faults.push(`${what} ${index} is blank`);
    if (end < start) faults.push(`${what} ${index} ends before it begins`);
    before = Math.max(before, end);
  }
  return faults;
}

function uncovered(text: string, spans: readonly Span[]): string[] {
  let before = 0;
  for (const { start, end } of [...spans, { start: text.length, end: text.length }]) {
    const between = text.slice(before, start);
    if (/\S/u.test(between)) return [`${JSON.stringify(between.slice(0, 40))} at ${before} is in no block`];
    before = end;
  }
  return [];
}

function levelFaults({ kind, level }: Block, index: number): string[] {
  const fits = kind === 'heading' ? level >= 1 && level <= 6 : kind === 'list-item' ? level >= 1 : level === 0;
  return fits ? [] : [`block ${index} is a ${kind} of level ${level}`];
}

function pageFaults({ number, start, end, starts, ends, boxes, width, height }: Page, index: number): string[] {
  const faults: string[] = [];
  if (number !== index + 1) faults.push(`page ${index + 1} is numbered ${number}`);
  if (!(width > 0 && height > 0)) faults.push(`page ${number} has no size`);
  if (starts.length !== ends.length || boxes.length !== starts.length * 4) faults.push(`page ${number} has runs without a box`);
  if (!boxes.every((value) => Number.isFinite(value))) faults.push(`page ${number} has a box that is nowhere`);
  let before = start;
  for (const [run, from] of starts.entries()) {
    const to = ends[run] ?? 0;
    if (from < before || to < from || to > end) faults.push(`run ${run} of page ${number} is out of order or outside the page`);
    before = to;
  }
  return faults;
}
