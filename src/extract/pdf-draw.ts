/** Draws pages of a PDF as bitmaps, in a worker: what a page shows is made far from the thread that a person types in. */
import type { DrawApi, DrawSource } from '../contract/extraction.ts';
import type { DocumentId } from '../contract/range.ts';
import { Problem } from '../contract/problem.ts';
import { OffscreenCanvasFactory, PlainFilterFactory } from './pdf-canvas.ts';
import { openPdf, type OpenPdf, type PdfOptions } from './pdf-document.ts';

/** Larger bitmaps fail on phones, and no screen shows more of a page at once. */
const MOST_PIXELS = 16_000_000;
const LONGEST_SIDE = 8_192;
/** Images inside the page: larger ones are left blank rather than decoded. In pixels. */
const LARGEST_IMAGE = 100_000_000;

interface Drawn extends OpenPdf {
  documentId: DocumentId;
}

/**
 * Keeps the last document open. One page is drawn at a time; calls wait for each other.
 * `drawPage` throws Problem file-locked or file-damaged, and RangeError for a page that does not exist.
 */
export function createPageDrawer(): DrawApi {
  let drawn: Drawn | undefined;
  let busy: Promise<unknown> = Promise.resolve();

  const open = async (source: DrawSource): Promise<Drawn> => {
    if (drawn?.documentId === source.documentId) return drawn;
    const last = drawn;
    drawn = undefined;
    await last?.close();
    const opened = await openPdf(source.file, source.fileName, source.password, drawingOptions());
    return (drawn = { ...opened, documentId: source.documentId });
  };

  const draw = async (source: DrawSource, pageNumber: number, pixelsPerPoint: number): Promise<ImageBitmap> => {
    const { document } = await open(source);
    if (!(pageNumber >= 1 && pageNumber <= document.numPages)) throw new RangeError(`The document has ${document.numPages} pages.`);
    const page = await document.getPage(pageNumber).catch((error: unknown) => {
      throw new Problem('file-damaged', { fileName: source.fileName, format: 'PDF' }, { cause: error });
    });
    try {
      const { width, height } = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: bitmapScale(width, height, pixelsPerPoint) });
      const canvas = new OffscreenCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
      // pdf.js' types know canvases of pages only; it draws on this one all the same.
      await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise;
      return canvas.transferToImageBitmap();
    } finally {
      page.cleanup();
    }
  };

  return {
    drawPage(source, pageNumber, pixelsPerPoint) {
      const result = busy.then(() => draw(source, pageNumber, pixelsPerPoint));
      busy = result.catch(() => {}); // The one who asked is told.
      return result;
    },
  };
}

function drawingOptions(): PdfOptions {
  const { fonts } = globalThis as { fonts?: FontFaceSet };
  return {
    CanvasFactory: OffscreenCanvasFactory,
    FilterFactory: PlainFilterFactory,
    // All that pdf.js wants of a document here is its set of fonts. Without one, letters are drawn as paths.
    ...(fonts ? { ownerDocument: { fonts } as unknown as NonNullable<PdfOptions['ownerDocument']> } : {}),
    disableFontFace: !fonts,
    useSystemFonts: false,
    maxImageSize: LARGEST_IMAGE,
  };
}

/** Pixels for one point: what was asked for, or as much as a bitmap may have. */
export function bitmapScale(width: number, height: number, pixelsPerPoint: number): number {
  const wanted = Number.isFinite(pixelsPerPoint) && pixelsPerPoint > 0 ? pixelsPerPoint : 1;
  return Math.min(wanted, LONGEST_SIDE / Math.max(width, height, 1), Math.sqrt(MOST_PIXELS / Math.max(width * height, 1)));
}
