/**
 * Where pdf.js finds what it reads at run time: character maps, the fonts a PDF may leave out, wasm image decoders.
 * All of it lies next to the built scripts, on our own address: `scripts/pdfjs-assets.mjs` puts it there.
 */

// Not written as one literal inside `new URL`, or the bundler takes the folder for a file of ours and tries to read it.
const FOLDER = '../pdfjs/';

const at = (folder: string) => new URL(FOLDER + folder, import.meta.url).href;

export const PDF_ASSETS = {
  cMapUrl: at('cmaps/'),
  standardFontDataUrl: at('standard_fonts/'),
  wasmUrl: at('wasm/'),
  iccUrl: at('iccs/'),
  /** pdf.js' own worker code, which runs in this thread, fetches them. Else it asks a `document` that workers lack. */
  useWorkerFetch: true,
};
