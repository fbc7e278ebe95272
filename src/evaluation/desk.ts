/** A library in memory, made of the real parts: what the library worker composes, without storage and threads. */
import { readFile } from 'node:fs/promises';
import type { Block } from '../contract/extraction.ts';
import type { DocumentId, Span } from '../contract/range.ts';
import type { Passage } from '../contract/search.ts';
import { cut } from '../chunking/cut.ts';
import { sentences } from '../chunking/sentences.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { loadStaticEmbedder } from '../embedding/static-embedder.ts';
import { searchedText } from '../ingest/steps.ts';
import { LexicalIndex } from '../lexical-index/lexical-index.ts';
import { buildLexicalSegment } from '../lexical-index/lexical-segment.ts';
import type { RetrievalParts } from '../retrieval/parts.ts';
import { defaultSettings } from '../settings/settings.ts';
import { VectorIndex } from '../vector-index/vector-index.ts';
import { buildVectorSegment } from '../vector-index/vector-segment.ts';
import { inRepository } from './data.ts';

export interface DeskDocument {
  id: DocumentId;
  name: string;
  text: string;
  passages: (Span & { headings: string[] })[];
}

export interface Desk {
  parts: RetrievalParts;
  documents: Map<DocumentId, DeskDocument>;
  lexical: LexicalIndex;
  vectors: VectorIndex;
}

export const MODEL = 'carrel-static-en';

/** The embedding model that ships inside the page. */
export const loadModel = (): Promise<Embedder> =>
  loadStaticEmbedder({
    modelId: MODEL,
    read: async (name) => {
      const { buffer, byteOffset, byteLength } = await readFile(inRepository(`public/models/${MODEL}/${name}`));
      return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
    },
  });

/** Texts that are passages as they are: one document that holds them in order. */
export function documentOf(id: string, name: string, texts: readonly string[], headings: (i: number) => string[] = () => []): DeskDocument {
  let at = 0;
  const passages = texts.map((text, i) => {
    const span = { start: at, end: at + text.length, headings: headings(i) };
    at = span.end + 2;
    return span;
  });
  return { id: id as DocumentId, name, text: texts.join('\n\n'), passages };
}

/** A whole document, cut as the product cuts it. */
export async function cutDocument(model: Embedder, id: string, name: string, text: string, blocks: Block[]): Promise<DeskDocument> {
  const { passages } = await cut(text, blocks, (texts: string[]) => Promise.resolve(model.countTokens(texts)), defaultSettings);
  return { id: id as DocumentId, name, text, passages };
}

/** @param model without one, words decide alone */
export async function setUpDesk(list: readonly DeskDocument[], model: Embedder | undefined): Promise<Desk> {
  const documents = new Map(list.map((document) => [document.id, document]));
  const lexical = new LexicalIndex();
  const vectors = new VectorIndex(model?.profile.dimensions ?? 1);
  const never = new AbortController().signal;
  for (const document of list) {
    const texts = document.passages.map((passage) => searchedText(document.text, passage));
    lexical.set(document.id, buildLexicalSegment(texts));
    if (model) vectors.append(document.id, 0, buildVectorSegment(await model.embed(never, 'document', texts), model.profile.dimensions));
  }
  return { parts: partsOf(documents, lexical, vectors, model), documents, lexical, vectors };
}

function partsOf(documents: Desk['documents'], lexical: LexicalIndex, vectors: VectorIndex, model: Embedder | undefined): RetrievalParts {
  return {
    lexical,
    vectors,
    ...(model && { meaning: model.profile }),
    embedQuery: async (signal, text) => model?.embed(signal, 'query', [text]),
    embedSentences: async (signal, texts) => model?.embed(signal, 'document', texts),
    countTokens: (texts) => model?.countTokens(texts) ?? [],
    sentences,
    passage(documentId, number): Passage | undefined {
      const document = documents.get(documentId);
      const passage = document?.passages[number];
      if (!document || !passage) return undefined;
      const { start, end, headings } = passage;
      return { range: { documentId, start, end }, documentName: document.name, format: 'text', place: { headings }, text: document.text.slice(start, end) };
    },
  };
}
