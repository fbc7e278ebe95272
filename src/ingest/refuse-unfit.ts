/** What is turned away before a byte of it is stored. */
import { Problem } from '../contract/problem.ts';
import { limits } from '../settings/settings.ts';

/** @throws Problem file-empty, file-too-large */
export function refuseUnfit(file: File): void {
  if (file.size === 0) throw new Problem('file-empty', { fileName: file.name });
  const limitBytes = limits.fileBytes;
  if (file.size > limitBytes) throw new Problem('file-too-large', { fileName: file.name, bytes: file.size, limitBytes });
}
