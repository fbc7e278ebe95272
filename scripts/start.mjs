/** `npm start`: everything from a fresh clone to an address to open. */
import { parseArgs } from 'node:util';
import { buildWhenNeeded, installWhenNeeded } from './prepare.mjs';
import { serve } from './serve.mjs';

/** A browser keeps a library per address, port included: another port is another, empty library. */
const PORT = '8470';

const { values } = parseArgs({ options: { port: { type: 'string', default: PORT } } });
installWhenNeeded();
buildWhenNeeded();
const { url, port } = await serve({ port: Number(values.port) });
if (port !== Number(values.port)) {
  console.log(`Port ${values.port} is in use. At the address below a browser shows another library than at port ${values.port}.`);
}
console.log(`\n  Carrel is at ${url}\n\n  It is served from this machine to this machine only. Press Ctrl-C to stop.`);
