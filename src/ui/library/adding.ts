/** How files come into the library: chosen, dropped, or as samples. */
import type { Engine } from '../../contract/engine.ts';
import { limits } from '../../settings/settings.ts';
import { countWords } from '../kit/count-words.ts';
import { droppedFiles, isLitter, TooManyFiles } from '../kit/dropped-files.ts';
import type { ToastState } from '../kit/toast-state.ts';

interface AddingParts {
  engine: Pick<Engine, 'add' | 'addSamples'>;
  toasts: Pick<ToastState, 'show'>;
  /** Resolves to whether the page may take documents; until then, files wait. */
  sealed: Promise<boolean>;
  fail: (error: unknown) => void;
  /** Told when an addition begins (1) and ends (-1). */
  count: (by: 1 | -1) => void;
}

const tooMany = `That is more than ${countWords(limits.filesAtOnce, 'file')} at once. Add them in smaller folders.`;

/** A chosen folder comes as one flat list: what its hidden folders hold is told from the path below the folder. */
const liesInLitter = ({ name, webkitRelativePath: path }: File) => (path ? path.split('/').slice(1) : [name]).some(isLitter);

export function createAdding({ engine, toasts, sealed, fail, count }: AddingParts) {
  async function whenSealed(work: () => Promise<void>) {
    count(1);
    try {
      if (await sealed) await work();
    } catch (error) {
      fail(error);
    } finally {
      count(-1);
    }
  }

  async function add(files: File[]) {
    const wanted = files.filter((file) => !liesInLitter(file));
    if (wanted.length > limits.filesAtOnce) toasts.show(tooMany);
    else if (wanted.length > 0) await whenSealed(() => engine.add(wanted));
  }

  return {
    add,
    drop: (transfer: DataTransfer): Promise<void> =>
      droppedFiles(transfer, limits.filesAtOnce).then(add, (error: unknown) => (error instanceof TooManyFiles ? toasts.show(tooMany) : fail(error))),
    addSamples: () => whenSealed(() => engine.addSamples()),
  };
}
