import fc from 'fast-check';
import { Lexer, type Token } from 'marked';
import { expect, test } from 'vitest';
import { literal, tamed } from './markdown-text.ts';

const signs = fc.array(fc.constantFrom('*', '**', '_', '`', '[', ']', '(', ')', '!', '<', '>', '#', '-', '+', '1.', '2)', '|', '~~', '&amp;', '$', '^', '\\', '=', 'word', 'é', ' ', '\n'), { maxLength: 30 }).map((parts) => parts.join(''));

/** What a Markdown reader that knows nothing of us shows of a line. */
function shown(tokens: readonly Token[]): string {
  return tokens.map((token) => {
    expect(['paragraph', 'text', 'escape', 'space']).toContain(token.type);
    return 'tokens' in token && token.tokens ? shown(token.tokens) : 'text' in token && token.type !== 'space' ? String(token.text) : '';
  }).join('');
}

test('whatever the words are, a Markdown reader shows exactly them, as one paragraph', () => {
  fc.assert(fc.property(signs, (text) => {
    const one = text.replaceAll(/\s+/gu, ' ').trim();
    expect(shown(new Lexer().lex(literal(text)))).toBe(one);
  }));
});

test('a model’s text keeps its emphasis and its code, and loses everything else', () => {
  expect(tamed('**May** is *near* `x`')).toBe('**May** is *near* `x`');
  expect(tamed('[here](https://example.invalid/x) ![p](y) <b>z</b>')).toBe('here p \\<b\\>z\\</b\\>');
  expect(tamed('# no heading')).toBe('\\# no heading');
  expect(tamed('``a ` b``')).toBe('``a ` b``');
});

test('no link, picture or HTML survives, whatever a model wrote', () => {
  const kinds = (tokens: readonly Token[]): string[] => tokens.flatMap((token) => [token.type, ...('tokens' in token && token.tokens ? kinds(token.tokens) : [])]);
  fc.assert(fc.property(signs, (text) => {
    const seen = kinds(new Lexer().lex(tamed(text)));
    for (const kind of ['link', 'image', 'html', 'heading', 'table', 'def']) expect(seen).not.toContain(kind);
  }));
});
