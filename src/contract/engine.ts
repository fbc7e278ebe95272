/** The engine as the page sees it: plain functions. That there are threads behind them is not the page's business. */
import type { LibraryCommands, LibraryQueries, LibrarySnapshot } from './library.ts';
import type { DocumentId } from './range.ts';
import type { SealState } from './seal.ts';

export interface Engine extends Omit<LibraryCommands, 'keepAnswer'>, Omit<LibraryQueries, 'hasOwnModels'> {
  /** Calls back with the newest snapshot, now if there is one, and after every change. Returns how to stop. */
  watch(onSnapshot: (snapshot: LibrarySnapshot) => void): () => void;
  /** Calls back when a worker that cannot be restarted quietly has failed. */
  onProblem(listener: (error: unknown) => void): () => void;
  /** Adds the sample documents that come with Carrel. */
  addSamples(): Promise<void>;
  /** Draws a PDF page. The bitmap belongs to the caller, who closes it. */
  drawPage(signal: AbortSignal, id: DocumentId, pageNumber: number, pixelsPerPoint: number): Promise<ImageBitmap>;
  /** Keeps a password in memory for as long as the page is open, so that the pages of a locked PDF can be drawn. */
  usePassword(id: DocumentId, password: string): void;
  /** Whether the page can reach nothing but its own address: tested at start. */
  seal(): Promise<SealState>;
  /** Calls back when a new version of Carrel has been fetched and waits. `apply` puts it in place and reloads the page. */
  onUpdateWaiting(listener: (apply: () => void) => void): void;
  /** How many documents this browser held when the page was last open, from a note kept outside the database. */
  documentsLastSeen(): number;
}
