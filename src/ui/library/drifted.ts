import type { DocumentItem, LibrarySnapshot } from '../../contract/library.ts';

/** Documents that an older Carrel read and that nothing is being done to: one that is being read again already needs no offer. */
export function driftedAtRest({ documents, drifted }: Pick<LibrarySnapshot, 'documents' | 'drifted'>): DocumentItem[] {
  if (drifted.length === 0) return [];
  const ids = new Set(drifted);
  return documents.filter((item) => ids.has(item.id) && item.state.status === 'ready');
}
