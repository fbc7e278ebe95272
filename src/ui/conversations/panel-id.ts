/** Id of the panel with all conversations: its button and the palette open it by this. */
export const PANEL = 'conversations';
