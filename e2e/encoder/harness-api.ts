/** What the page of this test and its worker say to each other. */
import type { EmbeddingProfile } from '../../src/contract/embedding.ts';
import type { ModelDevice } from '../../src/contract/model.ts';
import type { GraphicsFacts } from '../../src/embedding/device-order.ts';
import type { Finder } from './finder.ts';

export interface Trial {
  device: ModelDevice;
  profile: EmbeddingProfile;
  texts: string[];
  /** Known vectors from elsewhere than the profile. */
  golden?: EmbeddingProfile['golden'];
}

export type Outcome =
  | { vectors: number[]; /** Of the first text, cut to the first prefix of the profile. */ cut: number[]; tokens: number[]; milliseconds: { load: number; embed: number }; /** From the processor only. */ known: EmbeddingProfile['golden'] }
  | { problem: { code: string; details: object }; cause: string };

export interface HarnessApi {
  graphics(): Promise<GraphicsFacts | undefined>;
  /** Loads the encoder and embeds the texts as documents. */
  run(trial: Trial): Promise<Outcome>;
}

declare global {
  interface Window {
    /** Runs each trial in a worker of its own, which is ended afterwards. */
    encoder: HarnessApi;
    /** The product's own worker over its own vault. */
    finder: Finder;
  }
}
