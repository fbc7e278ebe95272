/** Counts the numbered paragraphs of a Word file, because the numbers ("12.3", "(a)") that a reader sees and cites are not in its text. */
import { formatNumber } from './number-format.ts';
import type { XmlElement, XmlHandler } from './xml-stream.ts';

interface Level {
  start: number;
  format: string;
  /** "%1.%2" where %n stands for the number of level n. */
  text: string;
  legal: boolean;
  restarts: boolean;
  style?: string;
}

interface List {
  levels: Map<number, Level>;
  counters: (number | undefined)[];
  /** The style that holds the real definition, for lists that only point to one. */
  styleLink?: string;
}

interface Instance {
  list: string;
  /** Where a level begins anew when this instance is first used. */
  starts: Map<number, number>;
  begun: Set<number>;
}

const LEVELS = 9;

export class Numbering implements XmlHandler {
  readonly #lists = new Map<string, List>();
  readonly #instances = new Map<string, Instance>();
  #list: List | undefined;
  #instance: Instance | undefined;
  #level: Level | undefined;
  #levelIndex = 0;

  open(element: XmlElement): void {
    const { local } = element;
    const value = element.attribute('val') ?? '';
    if (local === 'abstractNum') this.#lists.set(element.attribute('abstractNumId') ?? '', (this.#list = { levels: new Map(), counters: [] }));
    else if (local === 'num') this.#instances.set(element.attribute('numId') ?? '', (this.#instance = { list: '', starts: new Map(), begun: new Set() }));
    else if (local === 'lvl' || local === 'lvlOverride') this.#openLevel(local, Number(element.attribute('ilvl')));
    else this.#describe(local, value);
  }

  #describe(local: string, value: string): void {
    if (this.#level) describeLevel(this.#level, local, value);
    else if (this.#instance) this.#describeInstance(this.#instance, local, value);
    else if (this.#list && local === 'numStyleLink') this.#list.styleLink = value;
  }

  #openLevel(local: string, index: number): void {
    this.#levelIndex = index;
    if (local === 'lvlOverride' || !this.#list) return;
    this.#level = { start: 1, format: 'decimal', text: '', legal: false, restarts: true };
    this.#list.levels.set(index, this.#level);
  }

  #describeInstance(instance: Instance, local: string, value: string): void {
    if (local === 'abstractNumId') instance.list = value;
    else if (local === 'startOverride') instance.starts.set(this.#levelIndex, Number(value));
  }

  text(): void {}

  close(local: string): void {
    if (local === 'abstractNum') this.#list = undefined;
    else if (local === 'num') this.#instance = undefined;
    else if (local === 'lvl') this.#level = undefined;
  }

  /** The level that a list binds to a paragraph style. */
  levelOfStyle(numId: string, styleId: string | undefined): number | undefined {
    const list = this.#lists.get(this.#instances.get(numId)?.list ?? '');
    for (const [index, level] of list?.levels ?? []) if (styleId !== undefined && level.style === styleId) return index;
    return undefined;
  }

  /**
   * Counts one paragraph and returns the number it shows; '' for a bullet, or a way of counting that is not known here.
   * @param listOfStyle finds the instance that a list style defines
   */
  next(numId: string, levelIndex: number, listOfStyle: (styleId: string) => string | undefined): string {
    const instance = this.#instances.get(numId);
    const list = this.#resolve(instance, listOfStyle);
    const level = list?.levels.get(levelIndex);
    if (!instance || !list || !level) return '';
    const override = instance.begun.has(levelIndex) ? undefined : instance.starts.get(levelIndex);
    instance.begun.add(levelIndex);
    list.counters[levelIndex] = override ?? (list.counters[levelIndex] ?? level.start - 1) + 1;
    settleOthers(list, levelIndex);
    return label(list, level);
  }

  #resolve(instance: Instance | undefined, listOfStyle: (styleId: string) => string | undefined): List | undefined {
    const list = this.#lists.get(instance?.list ?? '');
    if (list?.styleLink === undefined) return list;
    return this.#lists.get(this.#instances.get(listOfStyle(list.styleLink) ?? '')?.list ?? '') ?? list;
  }
}

/** A level that was skipped counts as begun; the deeper levels begin anew. */
function settleOthers(list: List, levelIndex: number): void {
  for (let outer = 0; outer < levelIndex; outer += 1) list.counters[outer] ??= list.levels.get(outer)?.start ?? 1;
  for (let deeper = levelIndex + 1; deeper < LEVELS; deeper += 1) if (list.levels.get(deeper)?.restarts !== false) list.counters[deeper] = undefined;
}

function describeLevel(level: Level, property: string, value: string): void {
  if (property === 'start') level.start = Number(value);
  else if (property === 'numFmt') level.format = value;
  else if (property === 'lvlText') level.text = value;
  else if (property === 'isLgl') level.legal = value !== '0' && value !== 'false';
  else if (property === 'lvlRestart') level.restarts = value !== '0';
  else if (property === 'pStyle') level.style = value;
}

function label(list: List, level: Level): string {
  if (level.format === 'bullet' || level.format === 'none') return '';
  let unknown = false;
  const text = level.text.replaceAll(/%([1-9])/g, (_, digit: string) => {
    const index = Number(digit) - 1;
    const shown = formatNumber(list.counters[index] ?? 1, level.legal ? 'decimal' : (list.levels.get(index)?.format ?? 'decimal'));
    unknown ||= shown === undefined;
    return shown ?? '';
  });
  return unknown ? '' : text.trim();
}
