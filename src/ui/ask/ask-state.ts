/** The conversation that is open: its questions, what was found for them, and the answers that were kept. */
import type { Answer, AnswerMode, AskRequest } from '../../contract/answer.ts';
import type { Engine } from '../../contract/engine.ts';
import type { Scope } from '../../contract/search.ts';
import { explain } from '../explain.ts';
import { createStore } from '../kit/store.ts';
import type { ToastState } from '../kit/toast-state.ts';
import type { AnswerSpeaker } from './answer-speaker.ts';
import { askingIn, type Asked } from './asked.ts';
import { createKeptAnswers } from './kept-answers.ts';
import type { WantedMode } from './mode-words.ts';
import { nextDrawn } from './next-drawn.ts';
import { runQuestion } from './run-question.ts';
import { turnsFrom, withTurn, type AnsweredTurn, type FailedTurn, type Turn } from './turn.ts';
import type { NextFrame } from './written.ts';

export type AskEngine = Pick<Engine, 'ask' | 'answers' | 'removeAnswers' | 'rateAnswer' | 'branchConversation'>;

export interface AskParts {
  engine: AskEngine;
  toasts: Pick<ToastState, 'show'>;
  speaker: AnswerSpeaker;
  scope: () => Scope;
  /** Id of who is to write. */
  answerWith: () => string;
  /** Told once an answer is there. `open`: whether its conversation is the one on screen. */
  onAnswer: (answer: Answer, open: boolean) => void;
  /** Told when the library's conversations have changed otherwise. */
  onChange: () => void;
  /** Told which conversation is open. */
  onOpen: (conversationId: string) => void;
  nextFrame?: NextFrame;
  newId?: () => string;
}

const newKey = () => crypto.randomUUID();

/** Puts turns where they belong: on screen when their conversation is open, and among the unkept until the library has their answer. */
function createTurns(parts: AskParts, newId: () => string) {
  const store = createStore<Asked>({ conversationId: newId(), shelf: { status: 'read' }, turns: [], unkept: [], mode: 'auto', visit: undefined });
  /** What is typed. A store of its own, so that a key press redraws nothing but the field. */
  const draft = createStore({ text: '' });
  const unkeptBut = (key: string) => store.get().unkept.filter(({ turn }) => turn.key !== key);
  const isOpen = (conversationId: string) => store.get().conversationId === conversationId;

  function put(conversationId: string, turn: Turn) {
    const unkept = turn.status === 'answered' ? unkeptBut(turn.key) : [...unkeptBut(turn.key), { conversationId, turn }];
    store.set(({ turns }) => ({ unkept, ...(isOpen(conversationId) && { turns: withTurn(turns, turn) }) }));
  }

  function drop(conversationId: string, key: string, question?: string) {
    store.set(({ turns }) => ({ unkept: unkeptBut(key), ...(isOpen(conversationId) && { turns: turns.filter((turn) => turn.key !== key) }) }));
    // The question was not answered, so it is the person's to change.
    if (question !== undefined && draft.get().text === '') draft.set({ text: question });
  }

  const run = (key: string, request: AskRequest, before?: Answer) => runQuestion({
    engine: parts.engine, speaker: parts.speaker, nextFrame: parts.nextFrame ?? nextDrawn, put, drop,
    onAnswer: (answer) => parts.onAnswer(answer, isOpen(answer.conversationId)),
  }, key, request, before);

  return { store, draft, put, drop, run };
}

/** Which conversation is on screen. */
function createOpening({ engine, onOpen }: AskParts, newId: () => string, { store }: ReturnType<typeof createTurns>, isRemoved: (id: string) => boolean) {
  let asked = 0;
  async function open(conversationId: string, answerId?: string) {
    const mine = ++asked;
    const already = store.get().conversationId === conversationId && store.get().shelf.status === 'read';
    const visit = answerId === undefined ? undefined : { answerId, count: mine };
    if (already) return store.set({ visit });
    store.set({ conversationId, shelf: { status: 'reading' }, turns: [], visit: undefined, mode: 'auto' });
    onOpen(conversationId);
    try {
      const answers = (await engine.answers(conversationId)).filter(({ id }) => !isRemoved(id));
      if (mine !== asked) return;
      const unkept = store.get().unkept.filter((one) => one.conversationId === conversationId).map(({ turn }) => turn);
      store.set({ turns: turnsFrom(answers, unkept), shelf: { status: 'read' }, visit });
    } catch (error) {
      if (mine === asked) store.set({ shelf: { status: 'failed', why: explain(error) } });
    }
  }
  function startNew() {
    asked += 1;
    const conversationId = newId();
    store.set({ conversationId, shelf: { status: 'read' }, turns: [], visit: undefined, mode: 'auto' });
    onOpen(conversationId);
  }
  return { open, startNew };
}

/** Asking, and asking again. One question at a time, in all conversations together. */
function createAsking(parts: AskParts, newId: () => string, turns: ReturnType<typeof createTurns>, open: (conversationId: string) => Promise<void>) {
  const { store, draft, run } = turns;
  const free = () => askingIn(store.get()) === undefined;
  const fresh = (conversationId: string, question: string, mode: WantedMode, scope: Scope): AskRequest => ({ conversationId, question, scope, mode, answerWith: parts.answerWith() });
  const anew = ({ answer }: AnsweredTurn, change: Partial<AskRequest>): AskRequest => ({
    ...fresh(answer.conversationId, answer.question, answer.mode, answer.scope),
    ...(answer.searchedBy === 'person' && { searched: answer.searched }), insteadOf: answer.id, ...change,
  });
  return {
    /** Asks what is in the field. */
    async ask() {
      const question = draft.get().text.trim();
      const { conversationId, mode, shelf } = store.get();
      if (question === '' || !free() || shelf.status !== 'read') return;
      draft.set({ text: '' });
      await run(newKey(), fresh(conversationId, question, mode, parts.scope()));
    },
    /** Tries a question again that has failed. */
    async again(turn: FailedTurn) {
      if (free()) await run(turn.key, turn.request, turn.before);
    },
    /** Has the same question answered once more, in another way or by another writer. The new answer takes the place of this one. */
    async answerAgain(turn: AnsweredTurn, change: { answerWith: string; mode: AnswerMode | 'auto' }) {
      if (free()) await run(turn.key, anew(turn, change), turn.answer);
    },
    /** Has it answered with a person's own wording of what to search for. */
    async searchAgain(turn: AnsweredTurn, searched: string) {
      if (free() && searched.trim() !== '') await run(turn.key, anew(turn, { searched: searched.trim() }), turn.answer);
    },
    /** Asks a question in other words, in a new conversation that has everything before it. This one stays as it is. */
    async editQuestion({ answer }: AnsweredTurn, question: string) {
      if (!free() || question.trim() === '') return;
      const conversationId = newId();
      try {
        await parts.engine.branchConversation(conversationId, answer.id);
      } catch (error) {
        return parts.toasts.show(explain(error).sentence);
      }
      parts.onChange();
      parts.toasts.show('Asked in a new conversation. The one before stays as it was.', { label: 'Go back', run: () => void open(answer.conversationId) });
      await open(conversationId);
      await run(newKey(), fresh(conversationId, question.trim(), 'auto', answer.scope));
    },
    stop: () => askingIn(store.get())?.stop(),
  };
}

export function createAskState(parts: AskParts) {
  const newId = parts.newId ?? newKey;
  const turns = createTurns(parts, newId);
  const { store, draft } = turns;
  const kept = createKeptAnswers({ engine: parts.engine, toasts: parts.toasts, store, onChange: parts.onChange });
  const opening = createOpening(parts, newId, turns, kept.isRemoved);
  return {
    store,
    draft,
    write: (text: string) => draft.set({ text }),
    chooseMode: (mode: WantedMode) => store.set({ mode }),
    ...opening,
    ...createAsking(parts, newId, turns, opening.open),
    rate: kept.rate,
    /** An answer is removed with a way back. A question that failed was never kept; the answer it was to replace comes back. */
    remove(turn: AnsweredTurn | FailedTurn) {
      const { conversationId } = store.get();
      if (turn.status === 'answered') kept.remove(turn);
      else if (turn.before) turns.put(conversationId, { key: turn.key, question: turn.before.question, status: 'answered', answer: turn.before });
      else turns.drop(conversationId, turn.key);
    },
  };
}
