import { expect, test } from 'vitest';
import type { DocumentId } from '../../contract/range.ts';
import { conversationAsMarkdown, markdownFileName } from './conversation-as-markdown.ts';
import { cite, evidence, madeUpAnswer, sentence, writtenAnswer } from './made-up-answer.test.support.ts';

test('questions, answers, and each source once with page, heading and words', () => {
  const markdown = conversationAsMarkdown({ title: 'The lease' }, [
    madeUpAnswer({ sentences: [sentence('The lease ends in May.', { citations: [cite(100, 122)] }), sentence('Notice must be in writing.', { citations: [cite(123, 149)] })] }),
    writtenAnswer({
      question: 'And how?', searched: 'How does the lease end?',
      sentences: [
        sentence('It ends **in May**.', { citations: [cite(100, 122)] }),
        sentence('In 42 days.', { supported: false, finding: { code: 'number-not-found', what: '42' } }),
        sentence('In writing.', { opens: 'item', citations: [cite(123, 149), cite(100, 122)] }),
        sentence('At once.', { opens: 'item' }),
      ],
    }),
  ]);
  expect(markdown).toBe(`# The lease

## When does it end?

The lease ends in May.[^1]

Notice must be in writing.[^2]

## And how?

*Searched for: How does the lease end?*

*1 of 4 sentences was not found in your documents. It is marked.*

It ends **in May**.[^1] In 42 days. *(“42” is not in the cited passages)*

- In writing.[^2][^1]
- At once.

[^1]: Lease.docx, page 3, Term: “The lease ends in May.”

[^2]: Lease.docx, page 3, Term: “Notice must be in writing.”
`);
});

test('names, headings, questions and quotes cannot become Markdown', () => {
  const hostile = { ...cite(100, 122), documentName: '[x](https://example.invalid).md', place: { pageLabel: '*iv*', headings: ['<b>', '# Term'] }, quote: 'a\n\n# b ![c](d)\n- e' };
  const markdown = conversationAsMarkdown({ title: '# a\n## b' }, [madeUpAnswer({ question: '1. [a](b)', sentences: [sentence('- x', { citations: [hostile] })] })]);
  expect(markdown).toBe(`# \\# a \\#\\# b

## 1\\. \\[a\\](b)

\\- x[^1]

[^1]: \\[x\\](https://example.invalid).md, page \\*iv\\*, \\# Term: “a \\# b \\!\\[c\\](d) - e”
`);
});

test('“not in your documents” and half answers are said, with the nearest passages as footnotes', () => {
  const other = { ...evidence, range: { documentId: 'b' as DocumentId, start: 0, end: 9 }, documentName: 'b.txt', place: { headings: [] }, text: 'Other.' };
  const markdown = conversationAsMarkdown({ title: 't' }, [
    madeUpAnswer({ outcome: 'not-in-documents', evidence: [evidence, other] }),
    madeUpAnswer({ outcome: 'unfinished', sentences: [sentence('Half.')] }),
  ]);
  expect(markdown).toContain('**Not in your documents.**\n\nNearest passages: [^1] [^2]');
  expect(markdown).toContain('[^2]: b.txt: “Other.”');
  expect(markdown).toContain('Half.\n\n*Stopped before it was finished.*');
});

test.each([
  ['Which law governs the lease?', 'Which law governs the lease.md'],
  ['a/b\\c: "d" <e>', 'a b c d e.md'],
  ['../..', 'Conversation.md'],
  ['', 'Conversation.md'],
  ['A title that was cut…', 'A title that was cut.md'],
])('the file of “%s” is called %s', (title, name) => {
  expect(markdownFileName(title)).toBe(name);
});
