/** Page numbers in words: [3, 7, 8, 9] is "page 3" or "pages 3, 7–9". Takes them in any order. */
export function pageRanges(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].toSorted((a, b) => a - b);
  const runs: [first: number, last: number][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run && run[1] + 1 === number) run[1] = number;
    else runs.push([number, number]);
  }
  const words = runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(', ');
  return `${sorted.length === 1 ? 'page' : 'pages'} ${words}`;
}
