/** A record that was removed, or has a problem, and now is no longer: the field goes, it is not emptied. */
import type { DocumentRecord } from '../contract/stored.ts';

export function without<Key extends 'removedAt' | 'problem'>(key: Key) {
  return (record: DocumentRecord): DocumentRecord => {
    const { [key]: _gone, ...rest } = record;
    return rest as DocumentRecord;
  };
}
