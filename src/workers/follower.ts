/** What a tab knows that does not write: the records, and the index in memory, read again when the writer has changed them. */
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord } from '../contract/stored.ts';
import { allDocuments, vectorsOf, wordsOf } from '../storage/documents.ts';
import type { Db } from '../storage/schema.ts';
import { VectorIndex } from '../vector-index/vector-index.ts';
import type { Holdings } from './holdings.ts';
import type { Versions } from './versions.ts';

export class Follower {
  /** Resolves when everything announced so far has been read again. */
  settled: Promise<void> = Promise.resolve();
  private records = new Map<DocumentId, DocumentRecord>();

  constructor(
    private readonly db: Db,
    private readonly holdings: Holdings,
    private readonly versions: Versions,
  ) {}

  record(id: DocumentId): DocumentRecord | undefined {
    return this.records.get(id);
  }

  reload(ids: readonly DocumentId[]): Promise<void> {
    return this.inTurn(() => this.readAgain(ids));
  }

  async reloadAll(): Promise<void> {
    await this.reload((await allDocuments(this.db)).map(({ id }) => id));
  }

  /** Puts the vectors of the version that answers now in place, all at once. */
  changeSpace(): Promise<void> {
    return this.inTurn(async () => {
      const stored = await this.versions.look();
      const space = await this.versions.space(stored);
      if (!space) return this.versions.use(stored);
      const index = new VectorIndex(space.dimensions);
      for (const { id, stamp } of this.holdings.documents()) {
        for (const batch of await vectorsOf(this.db, space.name, id)) if (batch.stamp === stamp) index.append(id, batch.firstPassage, batch.segment);
      }
      this.versions.use(stored);
      this.holdings.swapSpace(space.name, index);
    });
  }

  private inTurn(act: () => Promise<void>): Promise<void> {
    const next = this.settled.catch(() => {}).then(act);
    this.settled = next;
    return next;
  }

  private async readAgain(ids: readonly DocumentId[]): Promise<void> {
    const space = await this.versions.space();
    if (space) this.holdings.useSpace(space.name, space.dimensions);
    const live = new Map((await allDocuments(this.db)).map((record) => [record.id, record]));
    for (const id of ids) {
      const words = live.get(id)?.removedAt === undefined ? await wordsOf(this.db, id) : undefined;
      const batches = words && space ? await vectorsOf(this.db, space.name, id) : [];
      // In one go, so that no search falls between the old and the new.
      this.holdings.drop(id);
      if (words) this.holdings.setWords(words);
      for (const batch of batches) if (batch.stamp === words?.stamp) this.holdings.addVectors(batch);
    }
    this.records = live;
  }
}
