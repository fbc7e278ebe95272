/** Text that lies over a page: notes, comments and what was filled into a form. pdf.js does not count it as the page's text. */
import { canonical } from './canonical.ts';
import { apply, boxBetween, type Box } from './pdf-geometry.ts';
import type { Overlay } from './pdf-page-text.ts';

/** The fields of pdf.js' annotation data that are read here. Everything comes from the file: nothing is sure to be there. */
export interface PdfAnnotation {
  subtype?: unknown;
  /** Two corners, in the space of the PDF. */
  rect?: unknown;
  annotationFlags?: unknown;
  contentsObj?: { str?: unknown } | null;
  textContent?: unknown;
  fieldType?: unknown;
  fieldValue?: unknown;
  password?: unknown;
  options?: unknown;
  /** False for a list that shows all its choices at once. */
  combo?: unknown;
  hidden?: unknown;
}

/** Flags of the PDF standard (ISO 32000-2, table 167): hidden, and not shown on a screen. */
const INVISIBLE = 2 | 32;

/** Links say nothing of their own, and a pop-up repeats its parent's text. */
const SILENT: ReadonlySet<unknown> = new Set(['Link', 'Popup']);

/** @param toPage the six numbers of the transform from the space of the PDF to the page as shown, in points */
export function toOverlays(annotations: readonly PdfAnnotation[], toPage: readonly number[]): Overlay[] {
  return annotations.flatMap((annotation) => {
    if (SILENT.has(annotation.subtype) || isHidden(annotation)) return [];
    const box = boxOf(annotation.rect, toPage);
    if (!box) return [];
    return wordsOf(annotation)
      .flatMap((words) => canonical(words).split(/\n\s*\n/u))
      .map((words) => ({ text: words.trim().replace(/[^\S\n]*\n\s*/gu, '\n'), box }))
      .filter(({ text }) => text !== '');
  });
}

function isHidden({ annotationFlags, hidden, password }: PdfAnnotation): boolean {
  return hidden === true || password === true || (typeof annotationFlags === 'number' && (annotationFlags & INVISIBLE) !== 0);
}

function wordsOf(annotation: PdfAnnotation): string[] {
  if (annotation.subtype === 'Widget') return fieldWords(annotation);
  const contents = annotation.contentsObj?.str;
  if (typeof contents === 'string' && contents.trim() !== '') return [contents];
  return annotation.subtype === 'FreeText' ? [strings(annotation.textContent).join('\n')] : [];
}

/** What a field shows. Check boxes and buttons have no words of their own. */
function fieldWords(annotation: PdfAnnotation): string[] {
  if (annotation.fieldType === 'Tx') return writtenWords(annotation);
  return annotation.fieldType === 'Ch' ? chosenWords(annotation) : [];
}

/** One line is shown as its program formatted it; of a longer text the value itself is complete, while its box may cut it off. */
function writtenWords({ textContent, fieldValue }: PdfAnnotation): string[] {
  const shown = strings(textContent);
  const value = strings(fieldValue).filter((text) => text.trim() !== '');
  return shown.length === 1 || value.length === 0 ? [shown.join('\n')] : value;
}

/** The chosen entries, or all of a list that is open to view. */
function chosenWords({ fieldValue, options, combo }: PdfAnnotation): string[] {
  const choices = Array.isArray(options) ? (options as { exportValue?: unknown; displayValue?: unknown }[]) : [];
  if (combo === false) return strings(choices.map(({ displayValue }) => displayValue));
  const shown = new Map(choices.map(({ exportValue, displayValue }) => [exportValue, displayValue]));
  return strings(strings(fieldValue).map((value) => shown.get(value) ?? value));
}

function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((entry): entry is string => typeof entry === 'string');
}

function boxOf(rect: unknown, toPage: readonly number[]): Box | undefined {
  const [left = NaN, bottom = NaN, right = NaN, top = NaN] = Array.isArray(rect) ? rect.map(Number) : [];
  return boxBetween(apply(toPage, left, bottom), apply(toPage, right, top));
}
