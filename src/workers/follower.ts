/** What a tab knows that does not write: the records, and the index in memory, read again when the writer has changed them. */
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord } from '../contract/stored.ts';
import { allDocuments, vectorsOf, wordsOf } from '../storage/documents.ts';
import type { Db } from '../storage/schema.ts';
import type { Holdings } from './holdings.ts';

export class Follower {
  /** Resolves when everything announced so far has been read again. */
  settled: Promise<void> = Promise.resolve();
  private records = new Map<DocumentId, DocumentRecord>();

  /** @param space name of the embedding space whose vectors are used; `undefined` while no model can run */
  constructor(
    private readonly db: Db,
    private readonly holdings: Holdings,
    private readonly space: Promise<string | undefined>,
  ) {}

  record(id: DocumentId): DocumentRecord | undefined {
    return this.records.get(id);
  }

  reload(ids: readonly DocumentId[]): Promise<void> {
    const next = this.settled.catch(() => {}).then(() => this.readAgain(ids));
    this.settled = next;
    return next;
  }

  async reloadAll(): Promise<void> {
    await this.reload((await allDocuments(this.db)).map(({ id }) => id));
  }

  private async readAgain(ids: readonly DocumentId[]): Promise<void> {
    const space = await this.space;
    const live = new Map((await allDocuments(this.db)).map((record) => [record.id, record]));
    for (const id of ids) {
      const words = live.get(id)?.removedAt === undefined ? await wordsOf(this.db, id) : undefined;
      const batches = words && space ? await vectorsOf(this.db, space, id) : [];
      // In one go, so that no search falls between the old and the new.
      this.holdings.drop(id);
      if (words) this.holdings.setWords(words);
      for (const batch of batches) if (batch.stamp === words?.stamp) this.holdings.addVectors(batch);
    }
    this.records = live;
  }
}
