/** Puts together what has to do with asking: the open conversation, all others, and who writes the answers. */
import type { Answer } from '../contract/answer.ts';
import type { Engine } from '../contract/engine.ts';
import type { Scope } from '../contract/search.ts';
import { createAnswerSpeaker } from './ask/answer-speaker.ts';
import { createAskState } from './ask/ask-state.ts';
import { askingIn } from './ask/asked.ts';
import { createWritersState } from './ask/writers-state.ts';
import { conversationToOpen, createConversationsState, titleOf } from './conversations/conversations-state.ts';
import { createTakeAlong } from './conversations/take-along.ts';
import { rememberChoice, rememberedChoice } from './kit/remembered.ts';
import type { ToastState } from './kit/toast-state.ts';
import { saveFile } from './reader/save-file.ts';
import type { ViewState } from './view-state.ts';

interface AskingParts {
  engine: Engine;
  toasts: ToastState;
  announce: (text: string) => void;
  view: ViewState;
  scope: () => Scope;
}

export function createAskingStates({ engine, toasts, announce, view, scope }: AskingParts) {
  const writers = createWritersState({ engine, toasts, remembered: () => rememberedChoice('answer-with'), remember: (id) => rememberChoice('answer-with', id) });
  const conversations = createConversationsState({ engine, toasts, onRemove: leave, onBack: comeBack });
  const ask = createAskState({
    engine, toasts, scope, onAnswer, answerWith: writers.answerWith,
    speaker: createAnswerSpeaker(announce),
    onChange: () => void conversations.read(),
    onOpen: (id) => rememberChoice('conversation', id),
  });
  /** The conversation that was on screen when it was removed. */
  let left: string | undefined;

  function leave(id: string) {
    const { conversationId, unkept } = ask.store.get();
    if (unkept.some((one) => one.conversationId === id)) askingIn(ask.store.get())?.stop();
    if (conversationId !== id) return;
    left = id;
    ask.startNew();
  }

  function comeBack(id: string) {
    if (left === id && ask.store.get().turns.length === 0) void ask.open(id);
  }

  function onAnswer({ conversationId }: Answer, open: boolean) {
    if (open) rememberChoice('conversation', conversationId);
    void conversations.read().then(() => {
      if (open) return;
      const title = titleOf(conversations.store.get(), conversationId);
      if (title !== undefined) toasts.show(`Answered in “${title}”.`, { label: 'Open', run: () => { view.setMode('ask'); void ask.open(conversationId); } });
    });
  }

  return {
    ask, conversations, writers,
    takeAlong: createTakeAlong({ conversations, toasts, saveFile, copy: (text) => navigator.clipboard.writeText(text) }),
    /** Brings back the last conversation, and takes over the writer that the address of the page names. */
    async startAsking() {
      if (writers.start(location.hash)) {
        // A page that is loaded again should not choose again.
        history.replaceState(null, '', location.pathname + location.search);
        view.callField('ask');
      }
      void writers.read();
      const id = conversationToOpen(await conversations.read(), rememberedChoice('conversation'));
      const { turns, shelf } = ask.store.get();
      if (id !== undefined && turns.length === 0 && shelf.status === 'read') await ask.open(id);
    },
  };
}
