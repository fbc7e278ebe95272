/** The only place where failures become words. A new code without words does not compile. */
import { Problem, type EngineName, type PlainProblem, type ProblemCode, type ProblemDetails } from '../contract/problem.ts';
import { bytesWords } from './kit/bytes-words.ts';
import { countWords } from './kit/count-words.ts';

export interface Explained {
  /** Under the file's name in the library, so it does not name the file again. */
  brief: string;
  /** What happened, to which file, and what to do next. */
  sentence: string;
  /** For somebody who reports the failure; shown only when asked for. */
  detail?: string;
}

type Table = { [C in ProblemCode]: (details: ProblemDetails[C]) => Explained };

const engineWords: { [E in EngineName]: string } = {
  extract: 'The part that reads files stopped and was started again. The file it was reading can be tried again.',
  embed: 'The part that searches by meaning stopped. Searching by word goes on. Reload the page to start it again.',
  encode: 'The part that runs the model for meaning stopped. Searching by word goes on. Reload the page to start it again.',
  'encode-query': 'The part that runs the model for meaning stopped. Searching by word goes on. Reload the page to start it again.',
  library: 'The part that keeps your library stopped. What was stored is safe. Reload the page to go on.',
  generate: 'The part that writes answers stopped.',
  'browser-writer': 'The browser’s own model stopped. Ask again, or choose another model to write with.',
  vault: 'The part that downloads and keeps models stopped. What has arrived is kept. Reload the page to go on.',
  draw: 'The part that draws pages stopped and was started again. The text of the page is still here.',
};

const unexpected = (message: string): Explained => ({
  brief: 'something unexpected happened',
  sentence: 'Something unexpected happened; your documents are safe. Try again, and reload the page if it happens once more.',
  ...(message !== '' && { detail: message }),
});

const words: Table = {
  'file-empty': ({ fileName }) => ({ brief: 'empty: nothing in it', sentence: `“${fileName}” is empty. If it should not be, copy it again from where it came from.` }),
  'file-too-large': ({ fileName, bytes, limitBytes }) => ({
    brief: `too large: ${bytesWords(bytes)}, the limit is ${bytesWords(limitBytes)}`,
    sentence: `“${fileName}” is ${bytesWords(bytes)}. Carrel takes files up to ${bytesWords(limitBytes)}. Split it and add the parts.`,
  }),
  'file-not-supported': ({ fileName, found }) => ({
    brief: found === '' ? 'not supported: no format that Carrel knows' : `not supported: looks like ${found}`,
    sentence: `Carrel cannot read “${fileName}”${found === '' ? '' : `, which looks like ${found}`}. It reads PDF, Word (.docx), HTML, Markdown and plain text.`,
  }),
  'file-locked': ({ fileName, wrongPassword }) => ({
    brief: wrongPassword ? 'locked: that password did not open it' : 'locked: needs its password',
    sentence: wrongPassword ? `That password does not open “${fileName}”. Check it and try again.` : `“${fileName}” is locked. Type its password to have it read.`,
  }),
  'file-encrypted': ({ fileName }) => ({
    brief: 'locked: save it without a password',
    sentence: `“${fileName}” is locked in a way that Carrel cannot open. Save it without a password in the program that made it, and add it again.`,
  }),
  'file-damaged': ({ fileName, format }) => ({
    brief: 'damaged: cannot be read',
    sentence: `“${fileName}” does not open as a ${format}: it is damaged or incomplete. Get a fresh copy and add it again.`,
  }),
  'file-over-limit': ({ fileName, limit }) => ({
    brief: `over the limit of ${limit}`,
    sentence: `“${fileName}” passes the limit of ${limit}, which protects this computer, so it was not read. Split it and add the parts.`,
  }),
  'file-without-text': ({ fileName, pages }) => pages === 0 ? ({
    brief: 'no text found in it',
    sentence: `No text was found in “${fileName}”. There is nothing in it to find or to quote.`,
  }) : ({
    brief: `no text found on ${pages === 1 ? 'its one page' : `any of its ${countWords(pages, 'page')}`}`,
    sentence: `No text was found in “${fileName}”. It is probably a scan: its pages are pictures. Run text recognition on it and add the result.`,
  }),
  'file-too-slow': ({ fileName, seconds }) => ({
    brief: 'given up: it took too long to read',
    sentence: `Reading “${fileName}” made no progress for ${countWords(seconds, 'second')}, so it was given up. Try it again, or save it in another format.`,
  }),
  'document-missing': ({ fileName }) => ({
    brief: 'no longer in this library',
    sentence: fileName === '' ? 'This document is no longer in the library.' : `“${fileName}” is no longer in the library. Add it again to read it.`,
  }),
  'storage-full': ({ neededBytes }) => ({
    brief: 'not stored: no room left',
    sentence: `This browser has no room left: ${bytesWords(neededBytes)} more are needed. Remove documents or free space on the disk, then try again.`,
  }),
  'storage-unavailable': ({ why }) => ({
    brief: 'not stored: the browser gives no storage',
    sentence: 'This browser does not let Carrel store anything, as happens in private windows. Open Carrel in an ordinary window.',
    ...(why !== '' && { detail: why }),
  }),
  'storage-newer': () => ({
    brief: 'kept by a newer Carrel',
    sentence: 'Your library was kept by a newer Carrel than this page. Nothing was changed. Close the other tabs of Carrel and reload this one.',
  }),
  'not-sealed': () => ({
    brief: 'not added: the page is not sealed',
    sentence: 'This page could reach other addresses, so it takes no documents. Reload it; if that does not help, open Carrel at its https address.',
  }),
  'engine-crashed': ({ engine }) => ({ brief: 'the work on it stopped', sentence: engineWords[engine] }),
  'model-unusable': ({ modelId, why }) => ({
    brief: 'findable by word only',
    sentence: 'This model does not run in this browser. Choose another one; searching by word and answering by quotations go on.',
    detail: [modelId, why].filter((part) => part !== '').join(': '),
  }),
  'model-damaged': ({ modelId, path }) => ({
    brief: 'a file of its model is damaged',
    sentence: `“${path}”, a file of this model, is damaged or gone. Delete the model on the models page and add it again; if it came with Carrel, reload the page. Searching by word and answering by quotations go on.`,
    detail: modelId,
  }),
  'download-offline': ({ host }) => ({
    brief: 'not reached',
    sentence: `${host} cannot be reached. Check the connection; what has arrived is kept, and the download goes on from there.`,
  }),
  'download-refused': ({ modelName, address }) => ({
    brief: 'its maker asks for consent first',
    sentence: `The maker of ${modelName} asks people to accept its terms at ${address} before downloading. Carrel has no account there: download the files yourself and drop their folder here.`,
  }),
  'download-missing': ({ path, host }) => ({ brief: 'a file is missing', sentence: `${host} no longer has “${path}”. Nothing was installed. Choose another model, or drop a folder with its files here.` }),
  'download-not-the-file': ({ path, found }) => ({
    brief: 'something else arrived',
    sentence: `Instead of “${path}”, ${found} arrived. A login page or a filter may stand in between. Nothing of it was kept.`,
  }),
  'download-wrong-digest': ({ path }) => ({
    brief: 'not the right bytes',
    sentence: `“${path}” arrived whole, but is not the file that its maker published. It was deleted. Try again; if it happens once more, do not use this source.`,
  }),
  'download-host-trouble': ({ host, status }) => ({
    brief: status === 0 ? 'the host stopped sending' : `the host has trouble (${status})`,
    sentence: status === 0 ? `${host} stopped sending. What has arrived is kept.` : `${host} answered with trouble of its own (${status}). What has arrived is kept.`,
  }),
  'model-incomplete': ({ name, missing }) => ({
    brief: 'files are missing',
    sentence: `“${name}” lacks ${new Intl.ListFormat('en').format(missing.slice(0, 4).map((path) => `“${path}”`))}${missing.length > 4 ? ` and ${missing.length - 4} more` : ''}. Nothing was installed.`,
  }),
  'model-not-known': ({ name }) => ({
    brief: 'not a model that Carrel knows',
    sentence: `“${name}” is not a model that Carrel knows. Add a file “carrel-model.json” that describes it; the manual says how.`,
  }),
  'device-lost': ({ modelName }) => ({
    brief: 'the graphics device gave up',
    sentence: `The graphics device gave up while ${modelName} was running; it may be too large for this machine. Choose a smaller model, or try again after closing other tabs.`,
  }),
  unexpected: ({ message }) => unexpected(message),
};

/** Words for a problem that came as plain data, inside a snapshot. */
export function explainPlain(problem: PlainProblem): Explained {
  // The table is typed by code; TypeScript cannot follow a code and its details through one lookup.
  return (words[problem.code] as (details: PlainProblem['details']) => Explained)(problem.details);
}

/** Words for anything that was thrown. Never a stack trace. */
export function explain(error: unknown): Explained {
  if (error instanceof Problem) return explainPlain(error.plain());
  return unexpected(error instanceof Error ? error.message : typeof error === 'string' ? error : '');
}
