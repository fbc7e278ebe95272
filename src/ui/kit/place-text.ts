import type { Place } from '../../contract/search.ts';

/**
 * Where something is, in words: "page 17 · Governing law". Empty when the document has neither pages nor headings there.
 * @param joiner what stands between the parts; a comma for names that are read aloud
 */
export function placeText(place: Place, joiner = ' · '): string {
  const heading = place.headings.at(-1)?.trim();
  const page = place.pageLabel ?? place.page;
  return [page === undefined ? '' : `page ${page}`, heading ?? ''].filter((part) => part !== '').join(joiner);
}

/** The name of a link to a place in a document: "Lease.docx, page 3, Termination". */
export function sourceName(documentName: string, place: Place): string {
  const where = placeText(place, ', ');
  return where === '' ? documentName : `${documentName}, ${where}`;
}
