export interface ServeOptions {
  root?: string;
  port?: number;
  base?: string;
  headers?: Record<string, string>;
  strictPort?: boolean;
}
export interface Served {
  /** Ends in a slash. */
  url: string;
  port: number;
  close(): Promise<void>;
}
export function serve(options?: ServeOptions): Promise<Served>;
