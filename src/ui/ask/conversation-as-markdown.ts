/** A conversation as a Markdown file: questions, answers, and every source once, as a footnote. */
import type { Answer, AnswerSentence, Citation, Conversation, Evidence } from '../../contract/answer.ts';
import type { TextRange } from '../../contract/range.ts';
import type { Place } from '../../contract/search.ts';
import { blocksOf, isQuoted, type Block } from './answer-blocks.ts';
import { flagOf, unsupportedWords } from './finding-words.ts';
import { literal, tamed } from './markdown-text.ts';

interface Source {
  range: TextRange;
  documentName: string;
  place: Place;
  quote: string;
}

/** @param answers oldest first */
export function conversationAsMarkdown({ title }: Pick<Conversation, 'title'>, answers: readonly Answer[]): string {
  const notes = createNotes();
  const parts = answers.flatMap((answer) => answerAsMarkdown(answer, notes.mark));
  return `${[`# ${literal(title)}`, ...parts, ...notes.lines()].join('\n\n')}\n`;
}

/** The name of the file: the title without what file systems refuse. */
export function markdownFileName(title: string): string {
  const name = title.replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, ' ').replaceAll(/\s+/gu, ' ').trim().replace(/^\.+|[. …]+$/gu, '').slice(0, 80).trim();
  return `${name === '' ? 'Conversation' : name}.md`;
}

/** Numbers sources in the order they are first named. */
function createNotes() {
  const sources = new Map<string, Source>();
  return {
    mark(source: Source): string {
      const key = `${source.range.documentId}:${source.range.start}-${source.range.end}`;
      if (!sources.has(key)) sources.set(key, source);
      return `[^${[...sources.keys()].indexOf(key) + 1}]`;
    },
    lines: () => [...sources.values()].map((source, i) => `[^${i + 1}]: ${sourceLine(source)}`),
  };
}

function sourceLine({ documentName, place, quote }: Source): string {
  const page = place.pageLabel ?? place.page;
  const heading = place.headings.at(-1)?.trim() ?? '';
  const where = [documentName, page === undefined ? '' : `page ${page}`, heading].filter((part) => part !== '').map((part) => literal(String(part)));
  return `${where.join(', ')}: “${literal(quote)}”`;
}

type Mark = (source: Source) => string;

function answerAsMarkdown(answer: Answer, mark: Mark): string[] {
  const { question, searched, outcome, sentences } = answer;
  const asWritten = searched.trim() === question.trim() ? [] : [`*Searched for: ${literal(searched)}*`];
  const warning = outcome === 'answered' ? unsupportedWords(answer) : '';
  return [
    `## ${literal(question)}`, ...asWritten,
    ...(warning === '' ? [] : [`*${warning}*`]),
    ...(outcome === 'not-in-documents' ? absent(answer, mark) : []),
    ...blocksOf(sentences, isQuoted(answer)).map((block) => blockAsMarkdown(block, (sentence) => sentenceAsMarkdown(sentence, answer, mark))),
    ...(outcome === 'unfinished' ? ['*Stopped before it was finished.*'] : []),
  ];
}

const absent = ({ evidence }: Answer, mark: Mark): string[] => [
  '**Not in your documents.**',
  ...(evidence.length === 0 ? [] : [`Nearest passages: ${evidence.map((item) => mark(sourceOf(item))).join(' ')}`]),
];

const sourceOf = ({ range, documentName, place, text }: Evidence): Source => ({ range, documentName, place, quote: text });

function blockAsMarkdown(block: Block<AnswerSentence>, line: (sentence: AnswerSentence) => string): string {
  if (block.kind === 'list') return block.items.map((item) => `- ${item.map(line).join(' ')}`).join('\n');
  return `${block.kind === 'heading' ? '### ' : ''}${block.sentences.map(line).join(' ')}`;
}

function sentenceAsMarkdown(sentence: AnswerSentence, answer: Answer, mark: Mark): string {
  const text = isQuoted(answer) ? literal(sentence.text) : tamed(sentence.text);
  const marks = [...new Set(sentence.citations.map((citation: Citation) => mark(citation)))].join('');
  const finding = flagOf(sentence, answer);
  return `${text}${marks}${finding === '' ? '' : ` *(${literal(finding)})*`}`;
}
