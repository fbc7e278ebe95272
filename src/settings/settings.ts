/** The wanted state. What is stored is compared with it; what differs is stale. */
export interface Settings {
  /** Largest passage, in tokens of the embedding model. */
  passageTokens: number;
}

export const defaultSettings: Settings = { passageTokens: 160 };

/** Limits that keep a hostile or careless file from taking the machine down. Named to the person when they are hit. */
export const limits = {
  fileBytes: 300_000_000,
  filesAtOnce: 10_000,
  /** Longest silence of the extract worker before its file is given up: a parser that hangs looks like this. */
  extractSilenceSeconds: 30,
} as const;
