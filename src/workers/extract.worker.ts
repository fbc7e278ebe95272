/** Composition root of the extract worker, which reads files and draws their pages. Runs on files from strangers: expect it to be killed. */
import { transfer } from 'comlink';
import type { DrawApi, ExtractApi } from '../contract/extraction.ts';
import { extract } from '../extract/extract.ts';
import { exposeEverywhere } from '../wire/expose.ts';

let drawer: Promise<DrawApi> | undefined;

exposeEverywhere({
  extract,
  async drawPage(...page) {
    drawer ??= import('../extract/pdf-draw.ts').then(({ createPageDrawer }) => createPageDrawer());
    const bitmap = await (await drawer).drawPage(...page);
    return transfer(bitmap, [bitmap]);
  },
} satisfies ExtractApi & DrawApi);
