/**
 * Makes a very small BERT with random weights, as an ONNX model in the layout that transformers.js reads, so that the real runtime
 * can be tested without downloading a model. It knows nothing; its vectors are compared with a second implementation.
 *
 *   node scripts/make-tiny-encoder.mjs [folder]      (default: e2e/encoder/model)
 *
 * The same numbers come out on every machine.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FLOAT, INT64, modelFile, mulberry32, node, valueInfo } from './onnx-file.mjs';

const SIZE = { hidden: 32, heads: 2, inner: 64, positions: 128 };
const SEED = 20_26;
const EPSILON = 1e-12;

const vocabulary = makeVocabulary();
const folder = process.argv[2] ?? fileURLToPath(new URL('../e2e/encoder/model', import.meta.url));
mkdirSync(join(folder, 'onnx'), { recursive: true });
const putJson = (name, value) => writeFileSync(join(folder, name), `${JSON.stringify(value, null, 1)}\n`);
putJson('config.json', makeConfig());
putJson('tokenizer.json', makeTokenizer());
putJson('tokenizer_config.json', {
  tokenizer_class: 'BertTokenizer', do_lower_case: true, model_max_length: SIZE.positions,
  unk_token: '[UNK]', sep_token: '[SEP]', pad_token: '[PAD]', cls_token: '[CLS]', mask_token: '[MASK]',
});
writeFileSync(join(folder, 'onnx', 'model.onnx'), makeModel());

function makeVocabulary() {
  const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789', ...'αβγδεςσ', ...'ابتدرسعقلمنهوي', ...'абвгдежзиклмнопрст'];
  const signs = [...'.,;:!?\'"()-/', ...'中文法律合同'];
  const words = 'the of and to in a is that for on law agreement contract governs which shall party notice days written end cancel plan billing'
    + ' subscription river snow spring der die das und ist recht vertrag el la los que ley rige este contrato';
  const endings = ['ing', 'ed', 'er', 'en', 'tion', 'ment', 'ly', 'es'];
  const longer = words.split(' ').filter((word) => word.length > 1);
  return [...special, ...letters, ...letters.map((letter) => `##${letter}`), ...signs, ...longer, ...endings.map((end) => `##${end}`)];
}

function makeConfig() {
  return {
    architectures: ['BertModel'], model_type: 'bert', vocab_size: vocabulary.length, hidden_size: SIZE.hidden, num_hidden_layers: 1,
    num_attention_heads: SIZE.heads, intermediate_size: SIZE.inner, max_position_embeddings: SIZE.positions, type_vocab_size: 2,
    hidden_act: 'gelu', layer_norm_eps: EPSILON, pad_token_id: 0,
  };
}

function makeTokenizer() {
  const special = (content) => ({ id: vocabulary.indexOf(content), content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true });
  const token = (id) => ({ SpecialToken: { id, type_id: 0 } });
  const ids = (id) => ({ id, ids: [vocabulary.indexOf(id)], tokens: [id] });
  const text = (id) => ({ Sequence: { id, type_id: 0 } });
  return {
    version: '1.0', truncation: null, padding: null,
    added_tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'].map(special),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [token('[CLS]'), text('A'), token('[SEP]')],
      pair: [token('[CLS]'), text('A'), token('[SEP]'), text('B'), token('[SEP]')],
      special_tokens: { '[CLS]': ids('[CLS]'), '[SEP]': ids('[SEP]') },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((piece, id) => [piece, id])),
    },
  };
}

/** Initial weights, in the order in which they are drawn. `spread` is large enough that every part of the network shows in the result. */
function makeWeights() {
  const random = mulberry32(SEED);
  const { hidden, inner, positions } = SIZE;
  const weights = new Map();
  const draw = (name, dims, spread, middle = 0) => {
    const count = dims.reduce((product, dim) => product * dim, 1);
    weights.set(name, { dims, values: Float32Array.from({ length: count }, () => middle + spread * (2 * random() - 1)) });
  };
  const norm = (name) => {
    draw(`${name}.scale`, [hidden], 0.3, 1);
    draw(`${name}.bias`, [hidden], 0.2);
  };
  draw('word', [vocabulary.length, hidden], 1);
  draw('position', [positions, hidden], 0.4);
  draw('type', [2, hidden], 0.2);
  norm('norm0');
  for (const name of ['query', 'key', 'value', 'joined']) {
    draw(`${name}.weight`, [hidden, hidden], 0.4);
    draw(`${name}.bias`, [hidden], 0.1);
  }
  norm('norm1');
  draw('widen.weight', [hidden, inner], 0.4);
  draw('widen.bias', [inner], 0.1);
  draw('narrow.weight', [inner, hidden], 0.3);
  draw('narrow.bias', [hidden], 0.1);
  norm('norm2');
  return weights;
}

function makeModel() {
  const nodes = [];
  const constants = new Map();
  const op = (type, inputs, output, attributes = {}) => {
    nodes.push(node(type, inputs, output, attributes));
    return output;
  };
  const ints = (name, values) => constants.set(name, { dims: [values.length], integers: values }) && name;
  const scalar = (name, integer) => constants.set(name, { dims: [], integers: [integer] }) && name;
  const number = (name, value) => constants.set(name, { dims: [], values: Float32Array.of(value) }) && name;
  const linear = (input, name) => op('Add', [op('MatMul', [input, `${name}.weight`], `${name}.product`), `${name}.bias`], `${name}.output`);
  const normalize = (a, b, name) =>
    op('LayerNormalization', [op('Add', [a, b], `${name}.sum`), `${name}.scale`, `${name}.bias`], `${name}.output`, { axis: -1, epsilon: EPSILON });

  const length = op('Gather', [op('Shape', ['input_ids'], 'shape'), scalar('one', 1)], 'length', { axis: 0 });
  const positions = op('Range', [scalar('zero', 0), length, 'one'], 'positions');
  const words = op('Gather', ['word', 'input_ids'], 'words', { axis: 0 });
  const types = op('Gather', ['type', 'token_type_ids'], 'types', { axis: 0 });
  const placed = op('Add', [words, op('Gather', ['position', positions], 'places', { axis: 0 })], 'placed');
  const start = normalize(placed, types, 'norm0');

  const split = ints('split', [0, 0, SIZE.heads, SIZE.hidden / SIZE.heads]);
  const heads = (name, perm) => op('Transpose', [op('Reshape', [linear(start, name), split], `${name}.split`)], `${name}.heads`, { perm });
  const raw = op('MatMul', [heads('query', [0, 2, 1, 3]), heads('key', [0, 2, 3, 1])], 'scores.raw');
  const scores = op('Div', [raw, number('root', Math.sqrt(SIZE.hidden / SIZE.heads))], 'scores');
  const mask = op('Cast', [op('Unsqueeze', ['attention_mask', ints('axes', [1, 2])], 'mask.wide')], 'mask', { to: FLOAT });
  const penalty = op('Mul', [op('Sub', [number('kept', 1), mask], 'mask.out'), number('never', -10_000)], 'penalty');
  const shares = op('Softmax', [op('Add', [scores, penalty], 'scores.masked')], 'shares', { axis: -1 });
  const seen = op('Transpose', [op('MatMul', [shares, heads('value', [0, 2, 1, 3])], 'seen.heads')], 'seen.split', { perm: [0, 2, 1, 3] });
  const joined = linear(op('Reshape', [seen, ints('join', [0, 0, SIZE.hidden])], 'seen'), 'joined');
  const attended = normalize(start, joined, 'norm1');

  const wide = linear(attended, 'widen');
  const erf = op('Erf', [op('Mul', [wide, number('root.half', Math.SQRT1_2)], 'gelu.scaled')], 'gelu.erf');
  const gate = op('Mul', [op('Add', [erf, 'kept'], 'gelu.plus'), number('half', 0.5)], 'gelu.gate');
  const narrow = linear(op('Mul', [wide, gate], 'gelu'), 'narrow');
  op('Identity', [normalize(attended, narrow, 'norm2')], 'last_hidden_state');

  const tensors = new Map([...makeWeights(), ...constants]);
  const inputs = ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => valueInfo(name, INT64, ['batch', 'length']));
  return modelFile({ name: 'tiny-encoder', nodes, tensors, inputs, outputs: [valueInfo('last_hidden_state', FLOAT, ['batch', 'length', SIZE.hidden])] });
}
