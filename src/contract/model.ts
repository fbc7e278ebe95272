/** Models that a person can choose, what is known of each, and the vault that they are kept in. Both pages speak these words. */
import type { OnEvent } from './events.ts';
import type { PlainProblem } from './problem.ts';

export type ModelKind = 'embedding' | 'language';
export type ModelDevice = 'webgpu' | 'wasm';
/** Precision of the weights. Names the file: `onnx/model.onnx`, `onnx/model_fp16.onnx`, `onnx/model_quantized.onnx` (q8), `onnx/model_q4.onnx`, `onnx/model_q4f16.onnx`. */
export type Dtype = 'fp32' | 'fp16' | 'q8' | 'q4' | 'q4f16';

/** One set of weights of a model: what runs it, what must be downloaded for it, and what it needs. */
export interface ModelBuild {
  /** Unique inside its model: "wasm-q8", "webgpu-fp16". */
  id: string;
  device: ModelDevice;
  dtype: Dtype;
  /**
   * Paths inside the repository that only this build needs (weights). A path with `*` stands for every file of the repository's listing, at the
   * pinned revision, whose path matches it: `*` is any run of characters without `/`, everything else stands for itself. None matching is a failure.
   */
  files: string[];
  /** Bytes to download for it, the model's common files included. About right is enough: the hub tells the exact number. */
  downloadBytes: number;
  /** Memory while it runs, for a language model with its whole context. */
  memoryBytes: number;
  /** The largest single piece of weights, which must fit into one buffer of the graphics device. Absent: not known, or of no matter. */
  largestBufferBytes?: number;
  /** Optional WebGPU features that it cannot do without. */
  needs: 'shader-f16'[];
}

/** A model as the catalogue lists it. Everything a person needs to choose, and everything a program needs to fetch it. */
export interface CatalogueEntry {
  /** Names it for good: in the vault, in embedding spaces, in answers. Letters, digits, `.`, `-`. */
  id: string;
  kind: ModelKind;
  name: string;
  maker: string;
  /** "owner/name" on the hub. Empty for a model that came from a folder or from Carrel's own address. */
  repository: string;
  /** A commit of the repository. "main" where none is known: then the commit found at the first contact is pinned and recorded. */
  revision: string;
  licence: string;
  /** The maker asks people to accept terms on the hub first: anonymous downloads are answered with 401. */
  gated: boolean;
  /** BCP 47 languages. */
  languages: string[];
  /** Millions. */
  parameters: number;
  /** One plain sentence: what it is good for, and what it is not. */
  goodFor: string;
  /** Paths that every build needs: configuration, tokenizer. */
  commonFiles: string[];
  builds: ModelBuild[];
  /** Id of the same model in half precision, for which this one stands in where the graphics device has none. A person is shown one of the two. */
  standsInFor?: string;
  embedding?: EmbeddingFacts;
  language?: LanguageFacts;
}

export interface EmbeddingFacts {
  dimensions: number;
  /** Leading dimensions that are usable alone (Matryoshka), ascending, the whole included. */
  prefixes: number[];
  pooling: 'mean' | 'cls';
  /**
   * The model pools by itself, with layers of its own after it: this output is the vector, and `pooling` is only for the record. Averaging
   * its token vectors instead gives vectors of the right length that are wrong. Absent: `last_hidden_state` is pooled by us.
   */
  output?: 'sentence_embedding';
  queryPrompt: string;
  documentPrompt: string;
  maximumTokens: number;
}

export interface LanguageFacts {
  engine: 'web-llm' | 'transformers';
  /** Tokens of question, evidence and answer together that Carrel will use it with. */
  contextTokens: number;
  /** Program that runs the weights (WebLLM only), at an address outside the repository. `name` is the file name that it is kept under. */
  library?: { url: string; name: string };
}

/** What this machine can do, asked of the browser. */
export interface DeviceFacts {
  /** Absent: the browser offers no graphics device to pages. */
  gpu?: {
    shaderF16: boolean;
    /** The largest buffer that a computation can be given whole. */
    maxBufferBytes: number;
    /** Buffers that one computation can be given. Absent where the browser does not tell. */
    maxBuffersAtOnce?: number;
    software: boolean;
    description: string;
  };
  /** Gigabytes, as browsers tell it: rounded, and 8 at most. Absent where they do not tell. */
  memoryGigabytes?: number;
  cores: number;
}

/** "fits": runs at a speed that a person works with. "slow": runs, but long work takes long. "too-big": would end the tab. */
export type Fit = 'fits' | 'slow' | 'too-big';

/** A file of a model that is in the vault. Its bytes had this digest when it was let in. */
export interface VaultFile {
  bytes: number;
  /** SHA-256 in lower-case hex. */
  sha256: string;
}

/** A whole, verified model in the vault. Written last: a model without it is not there. */
export interface InstalledModel {
  /** As the catalogue had it when the model was installed, with `revision` pinned to a commit or to a digest of its files. */
  entry: CatalogueEntry;
  source: 'hub' | 'own-address' | 'folder';
  /** Ids of the builds whose files are all here. */
  builds: string[];
  files: Record<string, VaultFile>;
  /** Milliseconds since 1970. */
  installedAt: number;
}

export type ModelState = { entry: CatalogueEntry; fit: { build: string; fit: Fit }[]; recommended: string | undefined } & (
  | { status: 'absent' }
  /** Some bytes are here from before, and nothing is going on. */
  | { status: 'partial'; build: string; done: number; of: number }
  | { status: 'downloading'; build: string; done: number; of: number; bytesPerSecond?: number; secondsLeft?: number }
  /** Waits before it tries again by itself; `problem` says why. */
  | { status: 'retrying'; build: string; done: number; of: number; problem: PlainProblem; atMs: number }
  | { status: 'verifying'; build: string; done: number; of: number }
  | { status: 'failed'; build: string; done: number; of: number; problem: PlainProblem }
  | { status: 'installed'; installed: InstalledModel; bytes: number }
);

export interface StorageReport {
  models: { id: string; name: string; bytes: number; partial: boolean }[];
  /** Originals and everything made of them. */
  libraryBytes: number;
  /** Carrel's own files, kept for use without a network. */
  appBytes: number;
  /** What the browser says is left for this address. `undefined`: it does not say. */
  freeBytes: number | undefined;
  /** Whether the browser promised not to remove anything by itself. */
  persisted: boolean;
}

export interface VaultSnapshot {
  device: DeviceFacts;
  models: ModelState[];
  storage: StorageReport;
  /** What came of the last folder, zip or own address that was taken in, until the next. */
  imported?: { name: string; problem?: PlainProblem; modelId?: string };
}

/** What the vault worker promises the page of models. That page holds no documents and may reach the named hosts. */
export interface VaultApi {
  /** Must be called first. Snapshots arrive a few times a second at most. */
  open(device: DeviceFacts, onSnapshot: OnEvent<VaultSnapshot>): Promise<void>;
  /** Starts or goes on; nothing that is here already is fetched again. Resolves when the model is installed, or the work ended otherwise. */
  download(modelId: string, buildId: string): Promise<void>;
  /** Stops and keeps what is here. */
  pause(modelId: string): Promise<void>;
  /** Stops and deletes the unfinished files. An installed model stays. */
  cancel(modelId: string): Promise<void>;
  /** Deletes a model and its unfinished files. */
  remove(modelId: string): Promise<void>;
  /**
   * Takes in the files of one model: a folder (names with `/`) or one zip archive. Which model it is is told by
   * `carrel-model.json` (a CatalogueEntry) among them, or by a catalogue model whose files they are; digests are computed here.
   */
  takeIn(files: { path: string; file: File }[]): Promise<void>;
  /** Asks the browser not to remove anything by itself. Resolves with its answer. */
  persist(): Promise<boolean>;
}

/** The vault as its page sees it: plain functions. */
export interface Vault extends Omit<VaultApi, 'open'> {
  /** Calls back with the newest snapshot, now if there is one, and after every change. Returns how to stop. */
  watch(onSnapshot: (snapshot: VaultSnapshot) => void): () => void;
  /** Calls back when the worker behind it failed and could not be started again quietly. Returns how to stop. */
  onProblem(listener: (error: unknown) => void): () => void;
}
