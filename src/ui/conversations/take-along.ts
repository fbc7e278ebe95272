/** A conversation taken out of Carrel as Markdown: saved as a file, or copied. */
import type { Conversation } from '../../contract/answer.ts';
import { conversationAsMarkdown, markdownFileName } from '../ask/conversation-as-markdown.ts';
import type { ToastState } from '../kit/toast-state.ts';
import type { ConversationsState } from './conversations-state.ts';

interface TakeParts {
  conversations: Pick<ConversationsState, 'answersOf'>;
  toasts: Pick<ToastState, 'show'>;
  saveFile: (file: File) => void;
  copy: (text: string) => Promise<void>;
}

export function createTakeAlong({ conversations, toasts, saveFile, copy }: TakeParts) {
  async function markdownOf(conversation: Conversation): Promise<string | undefined> {
    const answers = await conversations.answersOf(conversation.id);
    return answers && conversationAsMarkdown(conversation, answers);
  }
  return {
    async save(conversation: Conversation) {
      const markdown = await markdownOf(conversation);
      if (markdown !== undefined) saveFile(new File([markdown], markdownFileName(conversation.title), { type: 'text/markdown' }));
    },
    async copy(conversation: Conversation) {
      const markdown = await markdownOf(conversation);
      if (markdown === undefined) return;
      await copy(markdown).then(
        () => toasts.show('Copied the conversation with its sources.'),
        () => toasts.show('The browser did not allow copying. Save the conversation as a file instead.'),
      );
    },
  };
}
