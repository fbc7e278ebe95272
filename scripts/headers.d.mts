export const metaPolicy: string;
export const headers: Record<string, string>;
export const developmentHeaders: Record<string, string>;
