/** The address by which the page of models leads here: it names the model to be used for searching. */
const ADDRESS = /^#use-model=([A-Za-z0-9.-]{1,120})$/;

/** @returns the id of the model that an address names, if it names one */
export const modelOfHash = (hash: string): string | undefined => ADDRESS.exec(hash)?.[1];
