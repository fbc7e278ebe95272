/** Everything that can be done from the palette, as it stands now. */
import { listed } from '../conversations/conversations-state.ts';
import type { DeskState } from '../desk-state.ts';
import { countWords } from '../kit/count-words.ts';
import { versionName } from '../meaning/meaning-words.ts';

export interface Command {
  id: string;
  name: string;
  /** Shown at the end of its line. */
  keys?: string;
  run: () => void;
}

const pick = (id: string) => () => document.getElementById(id)?.click();

/** Documents are offered once something is typed, or while there are few. */
const FEW_DOCUMENTS = 6;

function always({ view, ask, conversations }: DeskState): Command[] {
  return [
    { id: 'find', name: 'Find', keys: '/', run: () => view.callField('find') },
    { id: 'ask', name: 'Ask', run: () => view.callField('ask') },
    { id: 'new-conversation', name: 'New conversation', run: () => { ask.startNew(); view.callField('ask'); } },
    { id: 'conversations', name: 'Conversations…', run: () => { view.setDrawer(false); view.setMode('ask'); conversations.call(); } },
    { id: 'add', name: 'Add documents', run: pick('add-documents') },
    { id: 'add-folder', name: 'Add folder', run: pick('add-folder') },
  ];
}

function sometimes({ library, reader, view }: DeskState): Command[] {
  const { snapshot, chosen } = library.store.get();
  const { update } = view.store.get();
  const commands: (Command | false | undefined)[] = [
    chosen.size > 0 && { id: 'all', name: 'Look in all documents', run: library.chooseAll },
    chosen.size > 0 && { id: 'remove', name: `Remove ${countWords(chosen.size, 'selected document')}`, run: () => library.remove([...chosen]) },
    snapshot?.work && !snapshot.work.paused && { id: 'pause', name: 'Pause reading', run: library.pause },
    snapshot?.work?.paused && { id: 'resume', name: 'Resume reading', run: library.resume },
    reader.store.get().view.status !== 'closed' && { id: 'close', name: 'Close the reader', run: reader.close },
    { id: 'samples', name: 'Add the sample documents', run: () => void library.addSamples() },
    update && { id: 'update', name: 'Use the new version of Carrel', run: update },
    { id: 'keys', name: 'Show all keys', keys: '?', run: () => view.setDialog('keys') },
  ];
  return commands.filter((command) => command !== false && command !== undefined);
}

function ofModels({ library, meaning, view }: DeskState): Command[] {
  const versions = library.store.get().snapshot?.versions;
  const commands: Command[] = [{ id: 'model', name: 'Model for searching…', run: () => { view.setDrawer(false); meaning.call(); } }];
  if (versions?.previous) commands.push({ id: 'go-back', name: `Go back to ${versionName(versions.previous, versions.active)}`, run: () => void meaning.goBack() });
  return commands;
}

function ofConversation({ ask, conversations, takeAlong }: DeskState): Command[] {
  const { conversationId, turns } = ask.store.get();
  const conversation = listed(conversations.store.get()).find(({ id }) => id === conversationId);
  if (!conversation || turns.length === 0) return [];
  return [
    { id: 'save-conversation', name: 'Save this conversation as Markdown', run: () => void takeAlong.save(conversation) },
    { id: 'copy-conversation', name: 'Copy this conversation as Markdown', run: () => void takeAlong.copy(conversation) },
  ];
}

/** @returns commands whose name holds every typed word, then documents by name */
export function commandsFor(desk: DeskState, typed: string): Command[] {
  const words = typed.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const fits = ({ name }: Command) => words.every((word) => name.toLocaleLowerCase().includes(word));
  const documents = desk.library.store.get().snapshot?.documents ?? [];
  const openers = documents.filter((item) => item.findable !== 'not-yet').map((item): Command => ({
    id: item.id,
    name: `Open ${item.name}`,
    run: () => { desk.view.setDrawer(false); void desk.reader.open({ id: item.id, name: item.name, stops: [], at: 0 }); },
  }));
  const shownOpeners = words.length > 0 || openers.length <= FEW_DOCUMENTS ? openers : [];
  return [...always(desk), ...ofConversation(desk), ...ofModels(desk), ...sometimes(desk), ...shownOpeners].filter(fits).slice(0, 50);
}
