/**
 * How well the check of an answer's sentences tells backed ones from others: precision and recall of "unsupported", by kind of sentence.
 * Thresholds were chosen by one half of the sources, figures are of both, and those of the other half are the ones to quote.
 */
import type { SentenceFinding } from '../contract/answer.ts';
import { sentences } from '../chunking/sentences.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { findingOf, type Similarity } from '../generation/support.ts';
import { claimsFrom, SUPPORTED_KINDS, usable, type Claim, type ClaimKind } from './claims.ts';
import { readContracts, readSquadDev, readXquad, type ReadingSet } from './data.ts';
import { seeded } from './metrics.ts';
import byHand from './verification.json';

/** Passages altered per article, and per contract. */
const PER_ARTICLE = 4;
const PER_CONTRACT = 4;
/** Sentences of a contract in one passage. */
const CONTRACT_SENTENCES = 5;
const PER_FOREIGN_ARTICLE = 2;
const FOREIGN = ['es', 'de', 'zh', 'ar'] as const;
type Foreign = (typeof FOREIGN)[number];
const FOREIGN_KINDS: readonly ClaimKind[] = ['copy', 'copy, lightly edited', 'copy, a clause dropped', 'number swapped', 'sentence of another article'];
const SEED = 20_260_415;

export interface Written {
  source: string;
  /** Number of the paragraph in its article, or the clause of a contract. */
  at: number | string;
  paraphrases?: string[];
  inventions?: string[];
  negations?: string[];
  turned?: string[];
}
export const written = byHand as readonly Written[];

interface Source {
  name: string;
  passages: string[];
}

/** Every claim, in a fixed order: those made by pattern first, then those written by hand. */
export function readClaims(): Claim[] {
  const articles = articlesOf(readSquadDev());
  const contracts = readContracts().map(({ name, text }) => ({ name, passages: passagesOf(text) }));
  const random = seeded(SEED);
  return [...patterned(articles, PER_ARTICLE, random), ...patterned(contracts, PER_CONTRACT, random), ...writtenClaims(articles)];
}

/** Articles in another language: nothing was chosen by them, and only what needs no English pattern is altered. */
export function readForeignClaims(language: Foreign): Claim[] {
  return patterned(articlesOf(readXquad(language)), PER_FOREIGN_ARTICLE, seeded(SEED)).filter(({ kind }) => FOREIGN_KINDS.includes(kind));
}

function articlesOf({ paragraphs }: ReadingSet): Source[] {
  const articles: Source[] = [];
  for (const { text, article, title } of paragraphs) (articles[article] ??= { name: title === '' ? String(article) : title, passages: [] }).passages.push(text);
  return articles;
}

/** Contracts have no paragraphs to rely on: some sentences in a row make a passage. */
function passagesOf(text: string): string[] {
  const spans = sentences(text, { start: 0, end: text.length });
  const passages: string[] = [];
  for (let i = 0; i + CONTRACT_SENTENCES <= spans.length; i += CONTRACT_SENTENCES) {
    passages.push(text.slice(spans[i]!.start, spans[i + CONTRACT_SENTENCES - 1]!.end));
  }
  return passages;
}

/** Sources in which two passages have sentences to alter; each lends its passages to others in a fixed round. */
function patterned(all: readonly Source[], perSource: number, random: () => number): Claim[] {
  const sources = all.map(({ name, passages }) => ({ name, passages: passages.filter((text) => usable(text).length >= 2) })).filter(({ passages }) => passages.length > 1);
  return sources.flatMap(({ name, passages }, s) => {
    const wanted = Math.min(perSource, passages.length - 1);
    return Array.from({ length: wanted }, (_, i) => {
      const at = Math.floor((i * passages.length) / wanted);
      const others = sources[(s + 1 + i * 3) % sources.length]!.passages;
      return claimsFrom({ source: name, evidence: passages[at]!, sibling: passages[(at + 1) % passages.length]!, stranger: others[i % others.length]! }, random);
    }).flat();
  });
}

function writtenClaims(articles: readonly Source[]): Claim[] {
  const contracts = new Map(readContracts().map((contract) => [contract.name, contract]));
  return written.flatMap(({ source, at, paraphrases = [], inventions = [], negations = [], turned = [] }) => {
    const evidence = typeof at === 'number' ? articles.find(({ name }) => name === source)?.passages[at] : clauseOf(contracts.get(source), at);
    if (evidence === undefined) throw new Error(`verification.json speaks of ${source}, ${at}, which is not in the data.`);
    const claims = (kind: ClaimKind, list: readonly string[]) => list.map((sentence) => ({ kind, sentence, evidence, source }));
    return [
      ...claims('paraphrase, by hand', paraphrases),
      ...claims('invented, by hand', inventions),
      ...claims('negated, by hand', negations),
      ...claims('roles exchanged, by hand', turned),
    ];
  });
}

/** A clause with the sentence before and after it, as a passage has. */
function clauseOf(contract: ReturnType<typeof readContracts>[number] | undefined, clause: string): string | undefined {
  const span = contract?.clauses.get(clause)?.[0];
  if (!contract || !span) return undefined;
  const spans = sentences(contract.text, { start: 0, end: contract.text.length });
  const inside = spans.flatMap(({ start, end }, i) => (start < span.end && span.start < end ? [i] : []));
  const [first, last] = [spans[Math.max(0, (inside[0] ?? 0) - 1)], spans[Math.min(spans.length - 1, (inside.at(-1) ?? 0) + 1)]];
  return first && last && contract.text.slice(first.start, last.end);
}

export interface KindFigures {
  sentences: number;
  /** Share called unsupported: false alarms of a kind that is backed, recall of one that is not. */
  unsupported: number;
}

export interface VerificationFigures {
  sentences: number;
  precision: number;
  recall: number;
  /** Share of the backed sentences that are called unsupported: copies of all sorts, and all. */
  falseAlarms: { copies: number; all: number };
  kinds: { [kind: string]: KindFigures };
}

export interface VerificationReport {
  /** The half that chose, and the other. */
  tuned: { words: VerificationFigures; wordsAndMeaning: VerificationFigures };
  heldOut: { words: VerificationFigures; wordsAndMeaning: VerificationFigures };
  /** By words alone: the model that ships knows English only. */
  foreign: { [L in Foreign]: VerificationFigures };
}

export interface Judged extends Claim {
  finding: SentenceFinding | undefined;
}

/** @param onJudged called for every sentence of the half that chose, judged with meaning: what a threshold is tuned by */
export async function evaluateVerification(model: Embedder, onJudged: (judged: Judged) => void = () => {}): Promise<VerificationReport> {
  const claims = readClaims();
  const sources = [...new Set(claims.map(({ source }) => source))];
  const halves = [0, 1].map((half) => claims.filter(({ source }) => sources.indexOf(source) % 2 === half));
  const similarity = similarityBy(model);
  const both = async (list: readonly Claim[]) => {
    const wordsAndMeaning = await judged(list, similarity);
    return { figures: { words: figuresOf(await judged(list)), wordsAndMeaning: figuresOf(wordsAndMeaning) }, wordsAndMeaning };
  };
  const tuned = await both(halves[0]!);
  tuned.wordsAndMeaning.forEach(onJudged);
  const foreign = await Promise.all(FOREIGN.map(async (language) => [language, figuresOf(await judged(readForeignClaims(language)))] as const));
  return { tuned: tuned.figures, heldOut: (await both(halves[1]!)).figures, foreign: Object.fromEntries(foreign) as VerificationReport['foreign'] };
}

const judged = (claims: readonly Claim[], similarity?: Similarity): Promise<Judged[]> =>
  Promise.all(claims.map(async (claim) => ({ ...claim, finding: await findingOf(claim.sentence, [claim.evidence], similarity) })));

/** Cosines by an embedding model: its vectors have length one. */
export function similarityBy(model: Embedder): Similarity {
  const never = new AbortController().signal;
  return async (sentence, texts) => {
    const vectors = await model.embed(never, 'document', [sentence, ...texts]);
    const size = model.profile.dimensions;
    return texts.map((_, i) => {
      let sum = 0;
      for (let d = 0; d < size; d += 1) sum += vectors[d]! * vectors[(i + 1) * size + d]!;
      return sum;
    });
  };
}

export function figuresOf(judged: readonly { kind: ClaimKind; finding: SentenceFinding | undefined }[]): VerificationFigures {
  const share = (list: readonly { finding: SentenceFinding | undefined }[]) => list.filter(({ finding }) => finding).length / Math.max(1, list.length);
  const backed = judged.filter(({ kind }) => SUPPORTED_KINDS.includes(kind));
  const unbacked = judged.filter(({ kind }) => !SUPPORTED_KINDS.includes(kind));
  const called = judged.filter(({ finding }) => finding);
  const kinds = [...new Set(judged.map(({ kind }) => kind))].toSorted();
  return {
    sentences: judged.length,
    precision: called.filter(({ kind }) => !SUPPORTED_KINDS.includes(kind)).length / Math.max(1, called.length),
    recall: share(unbacked),
    falseAlarms: { copies: share(backed.filter(({ kind }) => kind.startsWith('copy'))), all: share(backed) },
    kinds: Object.fromEntries(kinds.map((one) => [one, { sentences: judged.filter(({ kind }) => kind === one).length, unsupported: share(judged.filter(({ kind }) => kind === one)) }])),
  };
}
