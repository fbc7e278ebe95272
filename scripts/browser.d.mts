export function findBrowser(): Promise<string | undefined>;
export const browserArguments: string[];
