/** Atoms by section: what stands under one heading, with the path of headings above it. */
import type { Atom } from './atoms.ts';

export interface Section {
  /** Outermost first, the section's own heading last. */
  headings: string[];
  atoms: Atom[];
}

/** Sections in order. A heading directly below a higher one shares its section: "2 Payment" and "2.1 Invoices" with the text of 2.1. */
export function sections(atoms: readonly Atom[]): Section[] {
  const found: Section[] = [];
  const path: { level: number; text: string }[] = [];
  let current: Section = { headings: [], atoms: [] };
  let hasBody = true;
  for (const atom of atoms) {
    if (atom.heading) {
      const above = path.at(-1)?.level ?? 0;
      while (path.length > 0 && path.at(-1)!.level >= atom.heading.level) path.pop();
      path.push(atom.heading);
      if (hasBody || atom.heading.level <= above) found.push((current = { headings: [], atoms: [] }));
      current.headings = path.map(({ text }) => text);
      hasBody = false;
    } else {
      if (found.length === 0) found.push(current);
      if (atom.startsBlock) hasBody = true;
    }
    current.atoms.push(atom);
  }
  return found;
}
