/** Where the files of one model come from: the vault, our own origin, a test. */
export interface ModelFiles {
  /** Names the model in a Problem, also when nothing of it can be read. */
  readonly modelId: string;
  /** All bytes of one file, by its path inside the model. The buffer belongs to the caller. Rejects when there is no such file. */
  read(name: string): Promise<ArrayBuffer>;
  /**
   * The same file without its bytes in memory, from a place that let in only files of the right digest. Absent: each file is read whole and
   * its digest compared at every load.
   */
  open?(name: string): Promise<Blob>;
}
