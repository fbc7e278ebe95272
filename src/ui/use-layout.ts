/** How the panes share the window, and the widths a person gave them. */
import { useState } from 'react';
import { rememberedWidth, rememberWidth } from './kit/remembered.ts';
import { useMedia } from './kit/use-media.ts';

const LEAST = { library: 200, desk: 360, reader: 340 } as const;
const DEFAULT_LIBRARY = 288;
/** Part of the window that the reader takes at first. */
const DEFAULT_READER = 0.44;

type Name = 'library' | 'reader';

/**
 * @param width of all panes together, in CSS pixels
 * @param reading whether a document is open
 */
export function useLayout(width: number, reading: boolean) {
  const narrow = useMedia('(max-width: 760px)');
  const roomForThree = useMedia('(min-width: 1100px)');
  const [widths, setWidths] = useState<Record<Name, number | undefined>>(() => ({ library: rememberedWidth('library'), reader: rememberedWidth('reader') }));
  const drawer = narrow || (reading && !roomForThree);
  const between = (least: number, value: number, most: number) => Math.round(Math.max(least, Math.min(value, Math.max(least, most))));

  const besideReader = reading && !narrow ? LEAST.reader : 0;
  const mostLibrary = Math.min(560, width - LEAST.desk - besideReader);
  const library = between(LEAST.library, widths.library ?? DEFAULT_LIBRARY, mostLibrary);
  const mostReader = width - LEAST.desk - (drawer ? 0 : library);
  const reader = between(LEAST.reader, widths.reader ?? width * DEFAULT_READER, mostReader);

  const setWidth = (name: Name) => (pixels: number) => {
    setWidths((before) => ({ ...before, [name]: pixels }));
    rememberWidth(name, pixels);
  };
  return {
    drawer,
    sheet: narrow && reading,
    library: { width: library, least: LEAST.library, most: Math.max(LEAST.library, mostLibrary), onWidth: setWidth('library') },
    reader: { width: reader, least: LEAST.reader, most: Math.max(LEAST.reader, mostReader), onWidth: setWidth('reader') },
  };
}
