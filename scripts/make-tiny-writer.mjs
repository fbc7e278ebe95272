/**
 * Makes a very small language model, as an ONNX model in the layout that transformers.js reads, so that the real runtime can be tested
 * without downloading one. Nothing in it is trained. It can do one thing: it looks for the place where the eight bytes before the next one
 * stood earlier, and goes on as the text went on there. After a full stop it ends. So its text can be foretold without computing it.
 * The chat template begins the answer with the last eight characters of the last message, which is what the model then looks for.
 *
 *   node scripts/make-tiny-writer.mjs [folder]      (default: e2e/writer/model)
 *
 * The same numbers come out on every machine.
 *
 * Two layers of attention, as in an induction head (Olsson et al., 2022, https://arxiv.org/abs/2209.11895). In the first, head i looks i places
 * back, by turning positions into angles, and fetches the byte there. In the second, what stands at a place and before it is compared with what
 * stands before every earlier place, and the byte after the best match is fetched.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FLOAT, INT64, modelFile, mulberry32, node, valueInfo } from './onnx-file.mjs';

/** Bytes of context that are compared. */
const CONTEXT = 8;
/** Length of the vector that stands for a token. */
const CODE = 32;
/** Angles that a position is told by. */
const ANGLES = 32;
const SEED = 20_26;
/** How sharply the first layer looks at one place: nothing else gets more than e^-20. */
const LOOK = 60;
/** How much a byte in common counts in the second layer. */
const MATCH = 40;
/** What makes the later of two equal matches weigh more, for each place between them. Over the longest text it is less than one match. */
const LATER = 0.004;
/** Turns the fetched vector, of length 1 at most, into logits. */
const CERTAINTY = 16;
const POSITIONS = 8_192;

const special = ['<|pad|>', '<|system|>', '<|user|>', '<|assistant|>', '<|end|>'];
const bytes = byteCharacters();
const vocabulary = [...special, ...bytes];
const idOf = (token) => vocabulary.indexOf(token);

const folder = process.argv[2] ?? fileURLToPath(new URL('../e2e/writer/model', import.meta.url));
mkdirSync(join(folder, 'onnx'), { recursive: true });
const putJson = (name, value) => writeFileSync(join(folder, name), `${JSON.stringify(value, null, 1)}\n`);
putJson('config.json', {
  architectures: ['LlamaForCausalLM'], model_type: 'llama', vocab_size: vocabulary.length, hidden_size: CODE * CONTEXT, num_hidden_layers: 2,
  num_attention_heads: CONTEXT, num_key_value_heads: 1, max_position_embeddings: POSITIONS,
  bos_token_id: null, eos_token_id: idOf('<|end|>'), pad_token_id: idOf('<|pad|>'),
});
putJson('generation_config.json', { eos_token_id: [idOf('<|end|>')], pad_token_id: idOf('<|pad|>') });
putJson('tokenizer.json', makeTokenizer());
putJson('tokenizer_config.json', {
  tokenizer_class: 'PreTrainedTokenizerFast', model_max_length: POSITIONS, pad_token: '<|pad|>', eos_token: '<|end|>',
  chat_template: "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}"
    + `{% if add_generation_prompt %}<|assistant|>{{ messages[-1]['content'][-${CONTEXT}:] }}{% endif %}`,
});
writeFileSync(join(folder, 'onnx', 'model.onnx'), makeModel());

/** One visible character for each byte, as byte-level tokenizers write them: a byte that cannot be seen is moved above 255. */
function byteCharacters() {
  const visible = (byte) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let moved = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(visible(byte) ? byte : moved++));
}

function makeTokenizer() {
  const added = (content) => ({ id: idOf(content), content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true });
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false };
  return {
    version: '1.0', truncation: null, padding: null, added_tokens: special.map(added), normalizer: null,
    pre_tokenizer: byteLevel, post_processor: null, decoder: byteLevel,
    model: { type: 'BPE', dropout: null, unk_token: null, vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])), merges: [] },
  };
}

/** Numbers of the network. Specials are compared like any byte, and never written but for the end, which full stops call for. */
function makeWeights() {
  const random = mulberry32(SEED);
  const codes = Float32Array.from({ length: vocabulary.length * CODE }, () => (random() < 0.5 ? -1 : 1) / Math.sqrt(CODE));
  // Unrelated frequencies: angles that come round together would make places look alike.
  const frequencies = Float32Array.from({ length: ANGLES }, () => Math.PI * random());
  const written = vocabulary.map((token) => (special.includes(token) ? 0 : 1));
  const unembedding = Float32Array.from({ length: CODE * vocabulary.length }, (_, i) => {
    const id = i % vocabulary.length;
    return CERTAINTY * written[id] * codes[id * CODE + Math.floor(i / vocabulary.length)];
  });
  const end = idOf('<|end|>');
  return new Map([
    ['codes', { dims: [vocabulary.length, CODE], values: codes }],
    ['frequencies', { dims: [ANGLES], values: frequencies }],
    ['written', { dims: [vocabulary.length, 1], values: Float32Array.from(written) }],
    ['unembedding', { dims: [CODE, vocabulary.length], values: unembedding }],
    // Calls for the end after a full stop, and a little everywhere, for when nothing can be written.
    ['calls', { dims: [vocabulary.length, 1], values: Float32Array.from(vocabulary, (token) => (token === '.' ? 3 * CERTAINTY : 0.1)) }],
    ['end', { dims: [vocabulary.length], values: Float32Array.from(vocabulary, (_, id) => (id === end ? 1 : 0)) }],
    ['offsets', { dims: [1, CONTEXT, 1, 1], values: Float32Array.from({ length: CONTEXT }, (_, i) => i + 1) }],
  ]);
}

function makeModel() {
  const nodes = [];
  const tensors = makeWeights();
  const op = (type, inputs, output, attributes) => {
    nodes.push(node(type, inputs, output, attributes));
    return output;
  };
  const ints = (name, values) => tensors.set(name, { dims: [values.length], integers: values }) && name;
  const scalar = (name, integer) => tensors.set(name, { dims: [], integers: [integer] }) && name;
  const number = (name, value) => tensors.set(name, { dims: [], values: Float32Array.of(value) }) && name;
  const cast = (input) => op('Cast', [input], `${input}.float`, { to: FLOAT });
  const widen = (input, name, axes) => op('Unsqueeze', [input, ints(`${name}.axes`, axes)], name);
  const onto = (past, added, present) => op('Concat', [past, added], present, { axis: 2 });
  const turned = (input) => op('Transpose', [input], `${input}.turned`, { perm: [0, 1, 3, 2] });

  const codes = op('Gather', ['codes', 'input_ids'], 'here', { axis: 0 });
  const position = widen(cast('position_ids'), 'position', [1, 3]);
  const total = op('Gather', [op('Shape', ['attention_mask'], 'mask.shape'), scalar('one', 1)], 'total', { axis: 0 });
  const places = cast(op('Range', [scalar('zero', 0), total, 'one'], 'places'));
  const earlier = cast(op('LessOrEqual', [places, position], 'earlier'));
  const visible = op('Mul', [earlier, widen(cast('attention_mask'), 'kept', [1, 2])], 'visible');
  const penalty = op('Mul', [op('Sub', [visible, number('all', 1)], 'hidden'), number('never', 10_000)], 'penalty');

  const circle = (input, name) => {
    const angles = op('Mul', [input, 'frequencies'], `${name}.angles`);
    return op('Concat', [op('Cos', [angles], `${name}.cos`), op('Sin', [angles], `${name}.sin`)], name, { axis: 3 });
  };
  const keys0 = onto('past_key_values.0.key', circle(position, 'keys0'), 'present.0.key');
  const values0 = onto('past_key_values.0.value', widen(codes, 'values0', [1]), 'present.0.value');
  const wanted = circle(op('Sub', [position, 'offsets'], 'wanted.places'), 'wanted');
  const looks = op('MatMul', [op('Mul', [wanted, number('look', LOOK / ANGLES)], 'queries0'), turned(keys0)], 'looks');
  const shares0 = op('Softmax', [op('Add', [looks, penalty], 'looks.masked')], 'shares0', { axis: -1 });
  const fetched = op('Transpose', [op('MatMul', [shares0, values0], 'fetched.heads')], 'fetched', { perm: [0, 2, 1, 3] });
  const before = op('Reshape', [fetched, ints('join', [0, 0, CODE * CONTEXT])], 'before');

  const keys1 = onto('past_key_values.1.key', widen(before, 'keys1', [1]), 'present.1.key');
  const said = op('Mul', [codes, op('Gather', ['written', 'input_ids'], 'written.here', { axis: 0 })], 'said');
  const values1 = onto('past_key_values.1.value', widen(said, 'values1', [1]), 'present.1.value');
  const nearest = op('Slice', [before, ints('from', [0]), ints('to', [CODE * (CONTEXT - 1)]), ints('along', [2])], 'nearest');
  const context = widen(op('Concat', [codes, nearest], 'context', { axis: 2 }), 'context.wide', [1]);
  const matches = op('MatMul', [op('Mul', [context, number('match', MATCH)], 'queries1'), turned(keys1)], 'matches');
  const preferred = op('Add', [matches, op('Mul', [places, number('later', LATER)], 'lateness')], 'matches.preferred');
  const shares1 = op('Softmax', [op('Add', [preferred, penalty], 'matches.masked')], 'shares1', { axis: -1 });
  const next = op('Squeeze', [op('MatMul', [shares1, values1], 'next.wide'), ints('head', [1])], 'next');

  const calls = op('Mul', [op('Gather', ['calls', 'input_ids'], 'calls.here', { axis: 0 }), 'end'], 'calls.end');
  op('Add', [op('MatMul', [next, 'unembedding'], 'likeness'), calls], 'logits');

  const cache = (prefix, length) => [[ANGLES * 2, CODE], [CODE * CONTEXT, CODE]].flatMap(([key, value], layer) => [
    valueInfo(`${prefix}.${layer}.key`, FLOAT, ['batch_size', 1, length, key]),
    valueInfo(`${prefix}.${layer}.value`, FLOAT, ['batch_size', 1, length, value]),
  ]);
  return modelFile({
    name: 'tiny-writer', nodes, tensors,
    inputs: [
      valueInfo('input_ids', INT64, ['batch_size', 'sequence_length']),
      valueInfo('attention_mask', INT64, ['batch_size', 'total_sequence_length']),
      valueInfo('position_ids', INT64, ['batch_size', 'sequence_length']),
      ...cache('past_key_values', 'past_sequence_length'),
    ],
    outputs: [valueInfo('logits', FLOAT, ['batch_size', 'sequence_length', vocabulary.length]), ...cache('present', 'total_sequence_length')],
  });
}
