/**
 * Says whether the page's tokenizer and the one the model was trained with agree, on every line of a file.
 *
 *     python3 training/check_tokenizer.py --model public/models/carrel-static-en | node training/check-tokenizer.mjs public/models/carrel-static-en
 *
 * Each input line is a JSON array [text, ids] made by check_tokenizer.py.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Tokenizer } from '@huggingface/tokenizers';

const folder = process.argv[2];
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const tokenizer = new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'));

let lines = 0;
let different = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const [text, expected] = JSON.parse(line);
  const { ids } = tokenizer.encode(text, { add_special_tokens: false });
  lines += 1;
  if (JSON.stringify(ids) !== JSON.stringify(expected)) {
    different += 1;
    if (different <= 10) console.log({ text, expected, ids });
  }
}
console.log(`${lines} lines, ${different} different`);
process.exit(lines === 0 || different > 0 ? 1 : 0);
