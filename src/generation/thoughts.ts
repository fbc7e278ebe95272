/** Cuts out what a model thinks aloud before or between its words: `<think>…</think>`. Nobody asked for it, and nothing backs it. */

const OPENING = ['<think>', '<thinking>'];
const CLOSING = ['</think>', '</thinking>'];
const LONGEST = Math.max(...CLOSING.map(({ length }) => length));

export interface ThoughtFilter {
  /**
   * @param character one, of the text as it comes
   * @returns what of the text so far is no thought, beyond what was returned before. 'void': all of it was one, that only its end tells.
   */
  push(character: string): string | 'void';
  /** What was held back, when the text ends by itself. */
  end(): string;
}

export function createThoughtFilter(): ThoughtFilter {
  let held = '';
  let inside = false;
  return {
    push(character) {
      held += character;
      const said = held.toLowerCase();
      if (inside) {
        inside = !CLOSING.some((tag) => said.endsWith(tag));
        held = inside ? held.slice(-LONGEST) : '';
        return '';
      }
      if (CLOSING.includes(said)) {
        held = '';
        return 'void';
      }
      inside = OPENING.includes(said);
      if (inside) held = '';
      if (inside || [...OPENING, ...CLOSING].some((tag) => tag.startsWith(said))) return '';
      const kept = character === '<' ? '<' : '';
      const rest = held.slice(0, held.length - kept.length);
      held = kept;
      return rest;
    },
    end() {
      const rest = inside ? '' : held;
      held = '';
      return rest;
    },
  };
}
