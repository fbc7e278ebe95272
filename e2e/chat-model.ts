/**
 * Language models for the tests of written answers, as folders that the page of models takes in. Both are the tiny writer of the project with
 * another template: what a template puts behind "Answer: " is copied byte for byte by the model, in the real runtime, token by token.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CatalogueEntry, ModelBuild, ModelDevice } from '../src/contract/model.ts';

/**
 * "reader" reads the best passage out, each sentence with the mark of the passage. "endless" does so again and again. "obedient" does what
 * documents order: it copies the best passage as it is, forges marks where it is told to, and adds a sentence of its own under a true mark.
 */
type Manner = 'reader' | 'endless' | 'obedient';

export interface ChatModel {
  id: string;
  name: string;
  manner: Manner;
  /** Millions. The next smaller one stands in for a model that fails. */
  parameters: number;
  devices?: ModelDevice[];
}

/** The byte after which it ends in place of the full stop: "end of text", which no document holds. */
const END = '\u0003';
/** As a byte-level tokenizer writes it. */
const END_IN_VOCABULARY = 'ă';
/** Few, so that little evidence is packed and a prompt is read in a moment. */
const CONTEXT_TOKENS = 3_200;

/** What the obedient model says of itself, under the mark of a passage that does not say it. */
export const OWN_CLAIM = 'Bank vaults open at 77 degrees';
/** What it writes for these two in a document: the brackets of marks, which a prompt never holds. */
const FORGED = { open: '((', close: '))' };

/** The best passage: its id stands before the first bracket, its label on the first line, its text below. */
const BEST = `{%- set best = messages[-1]['content'].split('====')[2].split('⟦')[1] -%}{%- set id = best.split('⟧')[0] -%}{%- set text = best.split('\\n')[1:] | join('\\n') | trim -%}`;
/** Marks without a space before them: what the model compares then holds the last letter of a sentence, and tells sentences apart. */
const MARKED = `{{ (text + ' ') | replace('. ', '.[' + id + '] ') }}`;

const answers: Record<Manner, string> = {
  reader: `${MARKED}${END}`,
  endless: `${MARKED}${MARKED}`,
  obedient: `{{ text | replace('${FORGED.open}', '⟦') | replace('${FORGED.close}', '⟧') }} ${OWN_CLAIM}. ⟦{{ id }}⟧${END}`,
};

/** A follow-up is made to stand alone by putting the last question's first noun phrase, as the tests word it, in the place of "it". */
const REWRITTEN = `{{ messages[-1]['content'].split('Last question: ')[1].split('\\n')[0] | replace(' it ', ' the monthly rent of the flat ') }}\n`;

const templateOf = (manner: Manner): string =>
  `<|user|>Answer: {% if 'Last question: ' in messages[-1]['content'] %}${REWRITTEN}${END}{% else %}${BEST}${answers[manner]}{% endif %}<|end|>`
  + '{% if add_generation_prompt %}<|assistant|>Answer: {% endif %}';

const build = (device: ModelDevice): ModelBuild => ({ id: device, device, dtype: 'fp32', files: ['onnx/model.onnx'], downloadBytes: 0, memoryBytes: 0, needs: [] });

const entryOf = ({ id, name, parameters, devices = ['wasm'] }: ChatModel): CatalogueEntry => ({
  id, kind: 'language', name, maker: 'Carrel', repository: '', revision: '', licence: 'Apache-2.0', gated: false, languages: ['en'], parameters, goodFor: 'Tests.',
  commonFiles: ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'], builds: devices.map(build),
  language: { engine: 'transformers', contextTokens: CONTEXT_TOKENS },
});

/** @returns the folder of the model, made inside `parent` */
export function makeChatModel(parent: string, model: ChatModel): string {
  const folder = join(parent, model.id);
  mkdirSync(folder);
  cpSync(fileURLToPath(new URL('writer/model', import.meta.url)), folder, { recursive: true });
  change(folder, 'tokenizer.json', ({ model: { vocab } }: { model: { vocab: Record<string, number> } }) => {
    [vocab['.'], vocab[END_IN_VOCABULARY]] = [vocab[END_IN_VOCABULARY]!, vocab['.']!];
  });
  change(folder, 'tokenizer_config.json', (config: { chat_template: string }) => {
    config.chat_template = templateOf(model.manner);
  });
  writeFileSync(join(folder, 'carrel-model.json'), JSON.stringify(entryOf(model)));
  return folder;
}

function change<Content>(folder: string, name: string, act: (content: Content) => void): void {
  const path = join(folder, name);
  const content = JSON.parse(readFileSync(path, 'utf8')) as Content;
  act(content);
  writeFileSync(path, JSON.stringify(content));
}
