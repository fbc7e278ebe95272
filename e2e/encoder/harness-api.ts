/** What the page of this test and its worker say to each other. */
import type { EmbeddingProfile } from '../../src/contract/embedding.ts';
import type { EncoderDevice } from '../../src/embedding/device-order.ts';

export interface Trial {
  device: EncoderDevice;
  profile: EmbeddingProfile;
  texts: string[];
}

export type Outcome =
  | { vectors: number[]; /** Of the first text, cut to the first prefix of the profile. */ cut: number[]; tokens: number[]; milliseconds: { load: number; embed: number } }
  | { problem: { code: string; details: object }; cause: string };

export interface HarnessApi {
  devices(): Promise<EncoderDevice[]>;
  /** Loads the encoder and embeds the texts as documents. */
  run(trial: Trial): Promise<Outcome>;
}

declare global {
  interface Window {
    /** Runs each trial in a worker of its own, which is ended afterwards. */
    encoder: HarnessApi;
  }
}
