/** The sample documents that come with Carrel, as if they had been dropped. */
const SAMPLES = ['Lease of the reading room.pdf', 'House rules.docx', 'Opening a carrel.md', 'Letter to the trustees.txt', 'The borrowed umbrella.html'];

export function fetchSamples(): Promise<File[]> {
  return Promise.all(
    SAMPLES.map(async (name) => {
      const response = await fetch(new URL(`samples/${encodeURIComponent(name)}`, document.baseURI));
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return new File([await response.blob()], name);
    }),
  );
}
