/** Answers are what a person made: written durably, oldest first. */
import type { Answer } from '../contract/answer.ts';
import type { Db } from './schema.ts';
import type { Write } from './write.ts';

export const allAnswers = (db: Db): Promise<Answer[]> => db.getAllFromIndex('answers', 'askedAt');

export function putAnswer(write: Write, answer: Answer): Promise<void> {
  return write(['answers'], 'strict', (tx) => tx.objectStore('answers').put(answer));
}

export function deleteAnswers(write: Write, ids: readonly string[]): Promise<void> {
  return write(['answers'], 'strict', (tx) => Promise.all(ids.map((id) => tx.objectStore('answers').delete(id))));
}
