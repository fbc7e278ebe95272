/** Test support: everything ingesting needs, in memory, with the same promises as the real parts. */
import type { Block, Extraction } from '../contract/extraction.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord, VectorsRecord, WordsRecord } from '../contract/stored.ts';
import type { IngestParts } from './ingest.ts';

export const extractionOf = (text: string): Extraction => ({
  format: 'text',
  extractor: 'text/1',
  text,
  blocks: paragraphs(text),
  pages: [],
  report: { words: text.split(/\s+/).length, pagesWithoutText: [] },
});

function paragraphs(text: string): Block[] {
  return [...text.matchAll(/[^\n]+/g)].map((m) => ({ kind: 'paragraph', level: 0, start: m.index, end: m.index + m[0].length }));
}

/** A library without a disk. `over` replaces single parts, to make them fail or hang. */
export function memoryParts(over: Partial<IngestParts> = {}) {
  const stored = {
    originals: new Map<DocumentId, ArrayBuffer>(),
    documents: new Map<DocumentId, DocumentRecord>(),
    extractions: new Map<DocumentId, Extraction>(),
    words: new Map<DocumentId, WordsRecord>(),
    vectors: new Map<string, VectorsRecord>(),
    index: new Map<DocumentId, { words: WordsRecord; vectors: number }>(),
  };
  const vectorsOf = (id: DocumentId) => [...stored.vectors].filter(([, record]) => record.id === id);
  const parts: IngestParts = {
    digest: async (bytes) => `sha-${new TextDecoder().decode(bytes)}`,
    putOriginal: async (id, bytes) => void stored.originals.set(id, bytes),
    deleteOriginal: async (id) => void stored.originals.delete(id),
    original: async (id) => (stored.originals.has(id) ? new Blob([stored.originals.get(id)!]) : undefined),
    extract: async (_signal, file) => extractionOf(await file.text()),
    putDocument: async (record) => void stored.documents.set(record.id, record),
    putProblem: async (id, problem) => void stored.documents.set(id, { ...stored.documents.get(id)!, problem }),
    changeDocuments: async (ids, change) => ids.forEach((id) => stored.documents.set(id, change(stored.documents.get(id)!))),
    async putExtraction(id, extraction) {
      const { problem: _solved, ...record } = stored.documents.get(id)!;
      stored.documents.set(id, { ...record, format: 'text', extractor: extraction.extractor, report: extraction.report });
      stored.extractions.set(id, extraction);
    },
    async deleteDocuments(ids) {
      for (const id of ids) {
        stored.documents.delete(id);
        stored.extractions.delete(id);
        stored.words.delete(id);
        for (const [key] of vectorsOf(id)) stored.vectors.delete(key);
      }
    },
    async replaceDocument(id, { extraction, words, vectors }) {
      await parts.putExtraction(id, extraction);
      for (const [key] of vectorsOf(id)) stored.vectors.delete(key);
      stored.words.set(id, words);
      for (const batch of vectors) await parts.putVectors(batch);
    },
    readerOf: (format) => `${format}/1`,
    text: async (id) => stored.extractions.get(id)?.text,
    layout: async (id) => stored.extractions.get(id),
    countTokens: async (texts) => texts.map((text) => text.split(/\s+/).filter(Boolean).length),
    buildLexicalSegment: (passages) => new ArrayBuffer(passages.length),
    putWords: async (words) => void stored.words.set(words.id, words),
    words: async (id) => stored.words.get(id),
    embed: async (_signal, texts) => new Float32Array(texts.length * 2).fill(1),
    buildVectorSegment: (vectors) => new ArrayBuffer(vectors.length),
    putVectors: async (record) => void stored.vectors.set(`${record.space}/${record.id}/${record.firstPassage}`, record),
    vectors: async (space, id) =>
      vectorsOf(id).map(([, record]) => record).filter((record) => record.space === space).toSorted((a, b) => a.firstPassage - b.firstPassage),
    index: {
      setWords: (words) => void stored.index.set(words.id, { words, vectors: 0 }),
      addVectors: ({ id, count }) => void (stored.index.get(id)!.vectors += count),
      drop: (id) => void stored.index.delete(id),
    },
    ...over,
  };
  return { stored, parts };
}
