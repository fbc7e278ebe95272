/**
 * The lines of a quoted passage as they read best in a narrow column. A line of 45 characters or more was most likely broken
 * by the width of its page, so it goes on, but for the number of the next item ("2.", "b)"). Blank lines close up where `white-space: pre-line` shows the result. Every
 * character keeps its place, so offsets stay true.
 */
export function quietLines(text: string): string {
  const joined = text.replaceAll(/(?<=[^\n]{45})\n(?![\p{N}\p{Ll}]{1,3}[.)]\s)(?=\p{Ll}|\p{Lo}|\p{N})/gu, ' ');
  return joined.replaceAll(/\n[\n ]+/gu, (lines) => `\n${' '.repeat(lines.length - 1)}`);
}
