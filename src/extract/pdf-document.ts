/** Opens a PDF for reading or drawing, and turns what can go wrong into problems a person hears about. */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Problem } from '../contract/problem.ts';
import { PDF_ASSETS } from './pdf-assets.ts';
import { loadPdfLibrary, type PdfLibrary } from './pdf-library.ts';

/** pdf.js' own options for opening a document. */
export type PdfOptions = NonNullable<Parameters<PdfLibrary['getDocument']>[0]>;

export interface OpenPdf {
  document: PDFDocumentProxy;
  /** Frees all memory of the document. Never throws. */
  close(): Promise<void>;
}

/**
 * @param extra options of pdf.js that only this use needs
 * @throws Problem file-empty, file-locked, file-damaged
 */
export async function openPdf(
  file: Blob,
  fileName: string,
  password: string | undefined,
  extra: PdfOptions = {},
): Promise<OpenPdf> {
  if (file.size === 0) throw new Problem('file-empty', { fileName });
  const library = await loadPdfLibrary();
  const task = library.getDocument({
    ...PDF_ASSETS,
    data: new Uint8Array(await file.arrayBuffer()),
    ...(password === undefined ? {} : { password }),
    verbosity: library.VerbosityLevel.ERRORS,
    // A damaged page gives what it can; forms that are programs (XFA) are not run.
    stopAtErrors: false,
    enableXfa: false,
    disableWorkerRendering: true,
    ...extra,
  });
  const close = async () => {
    await task.destroy().catch(() => {}); // It is gone either way.
  };
  try {
    return { document: await task.promise, close };
  } catch (error) {
    await close();
    throw asProblem(error, fileName, password);
  }
}

function asProblem(error: unknown, fileName: string, password: string | undefined): Problem {
  // Compared by name: pdf.js copies its errors when they pass between its halves.
  if (error instanceof Error && error.name === 'PasswordException') {
    return new Problem('file-locked', { fileName, wrongPassword: password !== undefined }, { cause: error });
  }
  return new Problem('file-damaged', { fileName, format: 'PDF' }, { cause: error });
}
