import { expect, test } from 'vitest';
import { Problem } from '../contract/problem.ts';
import { fakeNet, type Asked } from './fake-net.test.support.ts';
import { commitOf, hubFileAddress, treeOf } from './hub.ts';

const COMMIT = 'c0'.repeat(20);
const request = { repository: 'us/small one', modelName: 'Small one', onWait: () => {} };
const signal = new AbortController().signal;
const small = (path: string) => ({ type: 'file', path, size: 3, oid: 'A'.repeat(40) });
const codeOf = (work: Promise<unknown>) => work.then(() => 'none', (error: unknown) => (error instanceof Problem ? error.code : String(error)));

test('a list that comes in pages is read to its end, folders left out', async () => {
  const pages: Record<string, [object[], string?]> = {
    '': [[small('a'), { type: 'directory', path: 'onnx', size: 0, oid: 'x' }], '</api/models/us/small%20one/tree/x?cursor=2>; rel="next"'],
    '2': [[{ type: 'file', path: 'onnx/m', size: 9, oid: 'x', lfs: { oid: 'b'.repeat(64), size: 9 } }]],
  };
  const net = fakeNet(({ address }: Asked) => {
    const [items, link] = pages[new URL(address).searchParams.get('cursor') ?? ''] ?? [[]];
    return Response.json(items, { headers: link ? { link } : {} });
  });
  const tree = await treeOf(signal, net, request, COMMIT);
  expect([...tree.keys()]).toEqual(['a', 'onnx/m']);
  expect(tree.get('a')?.digest).toEqual({ kind: 'git-blob', hex: 'a'.repeat(40) });
  expect(tree.get('onnx/m')).toMatchObject({ bytes: 9, digest: { kind: 'sha256', hex: 'b'.repeat(64) } });
});

test('a next page at another address, or one that never ends, is not followed', async () => {
  const away = fakeNet(() => Response.json([small('a')], { headers: { link: '<https://elsewhere.test/x>; rel="next"' } }));
  expect((await treeOf(signal, away, request, COMMIT)).size).toBe(1);
  expect(away.asked).toHaveLength(1);
  const endless = fakeNet(() => Response.json([small('a')], { headers: { link: '</again>; rel="next"' } }));
  expect(await codeOf(treeOf(signal, endless, request, COMMIT))).toBe('download-not-the-file');
});

test.each([['[{"type":"file","path":"a","size":3}]'], ['[{"type":"file","path":"a","size":-1,"oid":"x"}]'], ['{"error":"x"}'], ['<!doctype html>'], ['[7]'], ['']])(
  'a list that the hub would not give is refused: %s',
  async (body) => {
    expect(await codeOf(treeOf(signal, fakeNet(() => new Response(body)), request, COMMIT))).toBe('download-not-the-file');
  },
);

test('a branch means the commit that the hub says, and nothing that is no commit', async () => {
  const net = fakeNet(() => Response.json({ sha: COMMIT }));
  expect(await commitOf(signal, net, request, 'main')).toBe(COMMIT);
  expect(net.asked[0]?.address).toBe('https://huggingface.co/api/models/us/small%20one/revision/main');
  expect(await codeOf(commitOf(signal, fakeNet(() => Response.json({ sha: 'main' })), request, 'main'))).toBe('download-not-the-file');
});

test('odd names stay parts of an address', () => {
  expect(hubFileAddress('us/x', COMMIT, 'a b/c?d#e.json')).toBe(`https://huggingface.co/us/x/resolve/${COMMIT}/a%20b/c%3Fd%23e.json`);
});
