/** What is said aloud of models that change: when one starts, at every quarter, and how it ends. Never more, however often snapshots come. */
import type { ModelState } from '../../contract/model.ts';
import { explainPlain } from '../explain.ts';

type Progress = Extract<ModelState, { done: number }>;

const quarterOf = ({ done, of }: Progress): number => (of > 0 ? Math.floor((4 * done) / of) : 0);

/** States that a download is in, as against the ones it starts from. */
const isUnderWay = ({ status }: ModelState): boolean => status === 'downloading' || status === 'retrying' || status === 'verifying';

function ofEnd(before: ModelState, after: ModelState): string {
  const { name } = after.entry;
  if (after.status === before.status) return '';
  switch (after.status) {
    case 'installed': return `${name}: installed.`;
    case 'failed': return `${name}: not downloaded. ${explainPlain(after.problem).sentence}`;
    case 'partial': return isUnderWay(before) ? `${name}: paused.` : '';
    case 'absent': return before.status === 'installed' ? `${name}: deleted.` : `${name}: cancelled.`;
    default: return '';
  }
}

export function createAnnouncements() {
  /** Quarters that were said or passed, by model. Files are verified one by one, so what a snapshot counts may also go back. */
  const quarters = new Map<string, number>();

  function ofDownload(before: ModelState, after: Progress): string {
    const { id, name } = after.entry;
    const passed = isUnderWay(before) ? quarters.get(id) : undefined;
    const quarter = quarterOf(after);
    quarters.set(id, Math.max(quarter, passed ?? 0));
    if (!isUnderWay(before)) return `${name}: downloading.`;
    return passed !== undefined && quarter > passed && quarter < 4 ? `${name}: ${quarter * 25} % downloaded.` : '';
  }

  /**
   * @param before absent when the model was not listed: nothing is said of what was there when the page opened
   * @returns one sentence, or '' when there is nothing to say
   */
  return (before: ModelState | undefined, after: ModelState): string => {
    if (after.status !== 'downloading') return before ? ofEnd(before, after) : '';
    if (before) return ofDownload(before, after);
    quarters.set(after.entry.id, quarterOf(after));
    return '';
  };
}
