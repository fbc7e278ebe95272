/** Conversations and their answers are what a person made: written durably, together. */
import type { Answer, Conversation } from '../contract/answer.ts';
import type { Db } from './schema.ts';
import type { Transaction, Write } from './write.ts';

/** Longest title made of a question, in UTF-16 units. It is cut at a word where there is one. */
const TITLE_UNITS = 80;

/** Of one conversation, oldest first. */
export const answersOf = (db: Db, conversationId: string): Promise<Answer[]> => db.getAllFromIndex('answers', 'conversation', within(conversationId));

/** Oldest first. */
export const allAnswers = (db: Db): Promise<Answer[]> => db.getAllFromIndex('answers', 'askedAt');

/** Last changed first. */
export async function allConversations(db: Db): Promise<Conversation[]> {
  return (await db.getAll('conversations')).toSorted((a, b) => b.changedAt - a.changedAt);
}

/** Stores an answer, new or changed. A conversation that is not there yet begins with it, and is called by its question. */
export function putAnswer(write: Write, answer: Answer): Promise<void> {
  return write(['answers', 'conversations'], 'strict', async (tx) => {
    const known = await tx.objectStore('conversations').get(answer.conversationId);
    const changedAt = Math.max(known?.changedAt ?? 0, answer.askedAt);
    const made: Conversation = { id: answer.conversationId, title: titleOf(answer.question), titledBy: 'question', createdAt: answer.askedAt, changedAt };
    await tx.objectStore('conversations').put(known ? { ...known, changedAt } : made);
    await tx.objectStore('answers').put(answer);
  });
}

/** A conversation without answers goes with its last. */
export function deleteAnswers(write: Write, ids: readonly string[]): Promise<void> {
  return write(['answers', 'conversations'], 'strict', async (tx) => {
    const answers = tx.objectStore('answers');
    const touched = new Set<string>();
    for (const id of ids) {
      const answer = await answers.get(id);
      if (answer) touched.add(answer.conversationId);
      await answers.delete(id);
    }
    for (const id of touched) {
      if ((await answers.index('conversation').count(within(id))) === 0) await tx.objectStore('conversations').delete(id);
    }
  });
}

export function rateAnswer(write: Write, id: string, rating: Answer['rating'] | null): Promise<void> {
  return write(['answers'], 'strict', async (tx) => {
    const found = await tx.objectStore('answers').get(id);
    if (!found) return;
    const { rating: _old, ...answer } = found;
    await tx.objectStore('answers').put(rating ? { ...answer, rating } : answer);
  });
}

/** An empty title changes nothing. */
export function renameConversation(write: Write, id: string, title: string): Promise<void> {
  const wanted = title.trim();
  return write(['conversations'], 'strict', async (tx) => {
    const known = await tx.objectStore('conversations').get(id);
    if (known && wanted !== '') await tx.objectStore('conversations').put({ ...known, title: wanted, titledBy: 'person' });
  });
}

export function deleteConversation(write: Write, id: string): Promise<void> {
  return write(['answers', 'conversations'], 'strict', async (tx) => {
    for (const key of await tx.objectStore('answers').index('conversation').getAllKeys(within(id))) await tx.objectStore('answers').delete(key);
    await tx.objectStore('conversations').delete(id);
  });
}

/** A new conversation with copies of the answers before the given one. Nothing happens when that one is gone. Done twice it makes one. */
export function branchConversation(write: Write, newId: string, answerId: string): Promise<void> {
  return write(['answers', 'conversations'], 'strict', async (tx) => {
    const at = await tx.objectStore('answers').get(answerId);
    if (!at || (await tx.objectStore('conversations').getKey(newId))) return;
    const origin = await tx.objectStore('conversations').get(at.conversationId);
    const before = (await earlierThan(tx, at)).map((answer, i): Answer => ({ ...answer, id: `${newId}/${i}`, conversationId: newId }));
    for (const answer of before) await tx.objectStore('answers').put(answer);
    await tx.objectStore('conversations').put({
      id: newId, title: origin?.title ?? titleOf(at.question), titledBy: origin?.titledBy ?? 'question', createdAt: Date.now(), changedAt: Date.now(),
      branchedFrom: { conversationId: at.conversationId, answerId },
    });
  });
}

async function earlierThan(tx: Transaction, { id, conversationId }: Answer): Promise<Answer[]> {
  const all = await tx.objectStore('answers').index('conversation').getAll(within(conversationId));
  return all.slice(0, all.findIndex((answer) => answer.id === id));
}

const within = (conversationId: string) => IDBKeyRange.bound([conversationId], [conversationId, []]);

function titleOf(question: string): string {
  const line = question.trim().replaceAll(/\s+/g, ' ');
  if (line.length <= TITLE_UNITS) return line;
  const cut = line.slice(0, TITLE_UNITS);
  const word = cut.lastIndexOf(' ');
  return `${(word > TITLE_UNITS / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}
