/** What every reader is given, and what it gives back. */
import type { Extraction } from '../contract/extraction.ts';
import type { Progress } from './progress.ts';

export interface ReadableFile {
  file: Blob;
  /** Goes into problems, nowhere else: names are hostile. */
  fileName: string;
  progress: Progress;
}

/** An extraction before its words are counted and its text is found not to be blank. */
export type Reading = Pick<Extraction, 'format' | 'extractor' | 'text' | 'blocks'> & {
  title?: string | undefined;
  guessedEncoding?: string | undefined;
};
