export const metaPolicy: string;
export const headers: Record<string, string>;
export const vaultMetaPolicy: string;
export const vaultHeaders: Record<string, string>;
export function isVaultFile(path: string): boolean;
export const developmentHeaders: Record<string, string>;
