/**
 * Keeps small choices from one visit to the next: widths of panes, which conversation was open, who writes answers. A browser that refuses
 * storage only loses these.
 */
// oxlint-disable no-restricted-globals -- such choices are no part of the library, and need no worker

const WIDTH_KEY = (name: string) => `carrel.width.${name}`;
const CHOICE_KEY = (name: Choice) => `carrel.choice.${name}`;

export type Choice = 'conversation' | 'answer-with';

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is full or forbidden: the choice holds until the page is closed.
  }
}

/** The width in pixels that a person gave a pane, if they ever did. */
export function rememberedWidth(name: string): number | undefined {
  const value = Number.parseFloat(read(WIDTH_KEY(name)) ?? '');
  return Number.isFinite(value) ? value : undefined;
}

export const rememberWidth = (name: string, pixels: number): void => write(WIDTH_KEY(name), String(Math.round(pixels)));

/** What was chosen last, if anything ever was. */
export const rememberedChoice = (name: Choice): string | undefined => read(CHOICE_KEY(name));

export const rememberChoice = (name: Choice, value: string): void => write(CHOICE_KEY(name), value);
