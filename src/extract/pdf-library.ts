/** Loads pdf.js, once and only when the first PDF arrives, so that it runs wholly in the thread that asks for it. */
import type * as Pdf from 'pdfjs-dist/legacy/build/pdf.mjs';

export type PdfLibrary = typeof Pdf;

let loading: Promise<PdfLibrary> | undefined;

/** pdf.js with its worker half in the same thread: whoever ends this worker ends all of it. */
export function loadPdfLibrary(): Promise<PdfLibrary> {
  return (loading ??= load());
}

async function load(): Promise<PdfLibrary> {
  lendWindow();
  // The legacy build is the same code with the newest JavaScript spelled out, so browsers a few years old can read PDFs too.
  // Its worker half registers itself as `globalThis.pdfjsWorker`, where the other half looks before it starts a thread.
  // @ts-expect-error -- pdf.js ships no types for this module, and nothing is taken from it.
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

/**
 * pdf.js paces drawing with `window.requestAnimationFrame`, which workers lack under that name; theirs stands still in a
 * hidden tab besides. Where `window` is missing, its worker half would also take over this worker's own message port.
 */
function lendWindow(): void {
  if (!('WorkerGlobalScope' in globalThis)) return;
  const scope = globalThis as { window?: unknown };
  scope.window ??= {
    requestAnimationFrame: (draw: () => void) => setTimeout(draw, 0),
    cancelAnimationFrame: (timer: number) => clearTimeout(timer),
  };
}
