/** Everything that can go wrong in a way a person should hear about, and what the sentence needs. */
export interface ProblemDetails {
  'file-empty': { fileName: string };
  'file-too-large': { fileName: string; bytes: number; limitBytes: number };
  /** `found` is what the bytes look like, in words ("a ZIP archive"), or '' when nothing is recognised. */
  'file-not-supported': { fileName: string; found: string };
  'file-locked': { fileName: string; wrongPassword: boolean };
  /** Locked in a way that no password opens here: an encrypted Office document. */
  'file-encrypted': { fileName: string };
  /** `format` is the name a person knows: "PDF", "Word document". */
  'file-damaged': { fileName: string; format: string };
  /** A limit that protects the machine was passed: `limit` says which, in words ("500 MB of unpacked text"). */
  'file-over-limit': { fileName: string; limit: string };
  'file-without-text': { fileName: string; pages: number };
  'file-too-slow': { fileName: string; seconds: number };
  'document-missing': { fileName: string };
  'storage-full': { neededBytes: number };
  'storage-unavailable': { why: string };
  /** The database on disk was written by a newer Carrel than this page. */
  'storage-newer': Record<never, never>;
  /** The page could reach other addresses, so it holds no documents. */
  'not-sealed': Record<never, never>;
  'engine-crashed': { engine: EngineName };
  'model-unusable': { modelId: string; why: string };
  /** A file of a model that is here is gone, or is not the one that was let in. */
  'model-damaged': { modelId: string; path: string };
  /** The host could not be reached at all. */
  'download-offline': { host: string };
  /** The host wants its terms accepted first (401, 403). */
  'download-refused': { modelName: string; address: string };
  'download-missing': { path: string; host: string };
  /** Something else came than was asked for: a web page, another size. `found` says what, in words. */
  'download-not-the-file': { path: string; found: string };
  /** All bytes came, and they are not the right ones. They were deleted. */
  'download-wrong-digest': { path: string };
  /** The host answers, with trouble of its own (429, 5xx), or stopped sending. `status` 0: it stopped. */
  'download-host-trouble': { host: string; status: number };
  /** A folder, zip or address that is no model, or lacks files. */
  'model-incomplete': { name: string; missing: string[] };
  'model-not-known': { name: string };
  /** The model ran out of memory, or its graphics device went away. */
  'device-lost': { modelName: string };
  /** A defect of ours. `message` is for a report, not for reading. */
  unexpected: { message: string };
}

export type EngineName = 'extract' | 'embed' | 'encode' | 'encode-query' | 'library' | 'generate' | 'browser-writer' | 'draw' | 'vault';
export type ProblemCode = keyof ProblemDetails;

/** Failures of a model, its device or its worker: they say nothing about the document or the question, and another model or way may do. */
export const MODEL_FAILURES: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['model-unusable', 'model-damaged', 'device-lost', 'engine-crashed']);

/** A problem as plain data: how it is stored, and how it travels inside a snapshot. */
export type PlainProblem = { [C in ProblemCode]: { code: C; details: ProblemDetails[C] } }[ProblemCode];

/** A failure with a code. The code crosses threads; the words are written in ui/explain.ts. */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: C,
    readonly details: ProblemDetails[C],
    options?: ErrorOptions,
  ) {
    super(code, options);
  }

  plain(): PlainProblem {
    return { code: this.code, details: this.details } as PlainProblem;
  }
}

/** The person changed their mind. Not a failure: never shown, never logged. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
