/** The panel is opened from the header, from the palette and from an address, so they must agree on its name. */
export const PANEL = 'model-panel';
/** Its heading takes the keyboard when what held it goes away. */
export const PANEL_TITLE = 'model-panel-title';
