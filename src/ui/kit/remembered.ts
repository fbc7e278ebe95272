/** Keeps the widths of panes from one visit to the next. A browser that refuses storage only loses the widths. */
// oxlint-disable no-restricted-globals -- pane widths are no part of the library, and need no worker

const KEY = (name: string) => `carrel.width.${name}`;

/** The width in pixels that a person gave a pane, if they ever did. */
export function rememberedWidth(name: string): number | undefined {
  try {
    const value = Number.parseFloat(localStorage.getItem(KEY(name)) ?? '');
    return Number.isFinite(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function rememberWidth(name: string, pixels: number): void {
  try {
    localStorage.setItem(KEY(name), String(Math.round(pixels)));
  } catch {
    // Storage is full or forbidden: the pane keeps its width until the page is closed.
  }
}
