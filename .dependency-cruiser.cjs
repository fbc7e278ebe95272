// The architecture as a table: a room may import itself, the rooms listed here, and nothing else.
const mayImport = {
  contract: [],
  wire: ['contract'],
  settings: ['contract'],
  extract: ['contract'],
  chunking: ['contract'],
  embedding: ['contract', 'transformers'],
  'vector-index': ['contract'],
  'lexical-index': ['contract'],
  generation: ['contract', 'transformers'],
  storage: ['contract'],
  models: ['contract'],
  transformers: ['contract'],
  ingest: ['contract', 'settings', 'chunking'],
  retrieval: ['contract', 'settings', 'vector-index', 'lexical-index'],
  workers: ['contract', 'wire', 'settings', 'extract', 'ingest', 'chunking', 'embedding', 'vector-index', 'lexical-index', 'retrieval', 'generation', 'storage', 'models'],
  bridge: ['contract', 'wire', 'settings', 'generation'],
  ui: ['contract', 'settings'],
  evaluation: ['contract', 'settings', 'extract', 'ingest', 'chunking', 'embedding', 'vector-index', 'lexical-index', 'retrieval', 'generation', 'storage'],
  'service-worker': [],
};

// Each library we lean on has one home, so replacing it is a change to one room.
const homes = {
  'react': ['ui'],
  'react-dom': [],
  idb: ['storage'],
  comlink: ['wire', 'bridge', 'workers'],
  '@zip.js/zip.js': ['extract', 'models'],
  htmlparser2: ['extract'],
  saxes: ['extract'],
  marked: ['extract', 'ui'],
  jschardet: ['extract'],
  '@huggingface/tokenizers': ['embedding'],
  'pdfjs-dist': ['extract'],
  '@huggingface/transformers': ['transformers', 'embedding'],
  'onnxruntime-web': ['transformers'],
  '@mlc-ai/web-llm': ['generation'],
  '@noble/hashes': ['models'],
};

const inRooms = (rooms) => `^src/(${rooms.join('|')})/`;

module.exports = {
  forbidden: [
    ...Object.entries(mayImport).map(([room, rooms]) => ({
      name: `${room}-may-import`,
      comment: `src/${room} may import only: ${[room, ...rooms].join(', ')}`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/', pathNot: inRooms([room, ...rooms]) },
    })),
    ...Object.entries(homes).map(([library, rooms]) => ({
      name: `${library.replace(/\W+/g, '-')}-lives-in`,
      comment: `${library} may be imported only from: ${rooms.join(', ')}`,
      severity: 'error',
      from: { path: '^src/', pathNot: [inRooms(rooms), '^src/(main|models-page)\\.tsx$', '\\.test\\.tsx?$'] },
      to: { path: `node_modules/${library}/` },
    })),
    { name: 'bridge-of-generation', severity: 'error', comment: 'Only what drives the browser’s own model, which exists on pages only.',
      from: { path: '^src/bridge/', pathNot: '\\.test\\.ts$' }, to: { path: '^src/generation/', pathNot: '^src/generation/(prompt-api-writer|writer)\\.ts$' } },
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    { name: 'rooms-in-the-table', severity: 'error', comment: 'A new folder in src needs a row in mayImport.',
      from: { path: '^src/[^/]+/', pathNot: inRooms(Object.keys(mayImport)) }, to: {} },
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.base.json' }, doNotFollow: { path: 'node_modules' } },
};
