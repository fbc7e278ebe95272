/** The address by which the page of models leads here: it names the model to write answers with. */
const ADDRESS = /^#answer-with=([A-Za-z0-9._-]{1,120})$/;

/** @returns the id of the writer that an address names, if it names one */
export const writerOfHash = (hash: string): string | undefined => ADDRESS.exec(hash)?.[1];
