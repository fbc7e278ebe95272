/** Index versions and where models run, in words. Nothing here promises more than was measured. */
import type { BuildingVersion, IndexVersion, IndexVersions, LibrarySnapshot, RefusedWay } from '../../contract/library.ts';
import type { Dtype, ModelDevice } from '../../contract/model.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import { countWords, numberWords } from '../kit/count-words.ts';
import { secondsWords } from '../kit/duration-words.ts';
import { indexBytes, isOf, standingOf, type Choice } from './choices.ts';

const DEVICES: { [D in ModelDevice]: string } = { webgpu: 'the graphics card', wasm: 'the processor' };

const PRECISIONS: { [D in Dtype]: string } = {
  fp32: '32-bit numbers', fp16: '16-bit numbers', q8: '8-bit weights', q4: '4-bit weights', q4f16: '4-bit weights and 16-bit numbers',
};

/** "It runs on the graphics card." */
const runsOnWords = (device: ModelDevice): string => `It runs on ${DEVICES[device]}.`;

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function refusedSentence({ device, why }: RefusedWay, how: string): string {
  const subject = how === '' ? capital(DEVICES[device]) : `${how}, ${DEVICES[device]}`;
  // The processor is what others are compared with; its own vectors can still differ from those that the maker published.
  const other = device === 'wasm' ? 'than its maker did' : 'than the processor';
  if (why === 'other-vectors') return `${subject} computed other numbers ${other}, so it is not used${how === '' ? '' : ' that way'}.`;
  if (why === 'damaged') return `A file that ${DEVICES[device]} needs${how === '' ? '' : ` ${how.charAt(0).toLowerCase()}${how.slice(1)}`} is damaged. Delete the model and add it again.`;
  if (why === 'cannot-run') return `${subject} cannot run this model.`;
  return `${subject} ended the page once, so it is not tried again${how === '' ? '' : ' that way'}.`;
}

/**
 * One plain sentence for each way of running a model that was turned down. Precision is named only where the device alone would not tell.
 * @param used the way that is used now
 */
export function refusedSentences(refused: readonly RefusedWay[], used: { device: ModelDevice }): string[] {
  const sentences = refused.map((way) => {
    const sameDevice = refused.filter(({ device }) => device === way.device);
    const deviceTells = way.device !== used.device && sameDevice.every(({ why }) => why === way.why);
    return refusedSentence(way, deviceTells ? '' : `With ${PRECISIONS[way.dtype]}`);
  });
  return [...new Set(sentences)];
}

/** A version by the name of its model; with its length where another version has the same name. */
export function versionName({ modelName, dimensions }: IndexVersion, beside: IndexVersion | undefined): string {
  return beside?.modelName === modelName && beside.dimensions !== dimensions ? `${modelName} (${numberWords(dimensions)} numbers)` : modelName;
}

/** "47,000 passages, 384 numbers each, 18 MB". */
export function versionFacts({ done, of, dimensions, bytes }: IndexVersion): string {
  const passages = done < of ? `${numberWords(done)} of ${countWords(of, 'passage')}` : countWords(of, 'passage');
  return `${passages}, ${numberWords(dimensions)} numbers each, ${bytesWords(bytes)}`;
}

/** "256 numbers a passage: about 12 MB for your 47,000 passages". Without a library, the length alone. */
export function lengthWords(dimensions: number, passages: number): string {
  const length = `${numberWords(dimensions)} numbers a passage`;
  return passages === 0 ? length : `${length}: about ${bytesWords(indexBytes(passages, dimensions))} for your ${countWords(passages, 'passage')}`;
}

/** How far it has come, in whole percent; 100 only once every passage has its vector. */
export const percentDone = ({ done, of }: Pick<IndexVersion, 'done' | 'of'>): number => (of === 0 ? 0 : Math.min(100, Math.floor((done / of) * 100)));

/** What the chip says of a version on its way: "38 %", or what it waits for. */
export function chipWords(building: BuildingVersion): string {
  const percent = `${percentDone(building)} %`;
  // Right after the page was opened, nothing has been counted yet.
  if (building.status === 'paused') return building.of === 0 ? 'paused' : `paused, ${percent}`;
  if (building.status === 'verifying') return 'checking';
  if (building.status === 'starting' && building.done === 0) return 'starting';
  return building.status === 'failed' ? 'not finished' : percent;
}

/** "210 passages a second"; by the minute where a second brings less than one. */
export function rateWords(passagesPerSecond: number): string {
  return passagesPerSecond >= 1 ? `${countWords(Math.round(passagesPerSecond), 'passage')} a second` : `${countWords(Math.max(1, Math.round(passagesPerSecond * 60)), 'passage')} a minute`;
}

/** The line under the bar: count, rate, time left. */
export function buildLine(building: BuildingVersion): string {
  const count = `${numberWords(building.done)} of ${countWords(building.of, 'passage')}`;
  if (building.status === 'starting') return 'The model is being started.';
  if (building.status === 'verifying') return 'Every passage is in. Its answers are being checked against an exact search.';
  if (building.of === 0) return 'It goes on where it was when you resume.';
  if (building.status !== 'building') return count;
  const { passagesPerSecond: rate, secondsLeft: left } = building;
  return [count, rate === undefined ? '' : rateWords(rate), left === undefined ? '' : `${secondsWords(left)} left`].filter((part) => part !== '').join(' · ');
}

/** Said before the work starts, or instead of it: what it costs, what goes on meanwhile, how to undo it. */
export function costSentences(choice: Choice, versions: IndexVersions | undefined): string[] {
  const standing = standingOf(choice, versions);
  if (standing === 'in-use') return ['This is what answers now.'];
  if (standing === 'being-made') return ['Its index is being made.'];
  if (standing === 'kept') return ['Its index is still here, so it answers at once.'];
  if (!versions) return ['Its index is made first; search goes on by word meanwhile.'];
  const { active, building, previous } = versions;
  const givenUp = building && !isOf(building, choice) ? [`The index for ${versionName(building, active)} that is not finished is given up.`] : [];
  if (active.of === 0) return ['There are no passages yet, so it answers as soon as it has started. Going back is one click.', ...givenUp];
  const all = active.of === 1 ? 'The one passage of your library is' : `All ${countWords(active.of, 'passage')} of your library are`;
  return [
    `${all} gone through once, on this computer. The new index takes about ${bytesWords(indexBytes(active.of, choice.dimensions))}.`,
    `Search goes on with ${active.modelName} meanwhile. You can pause or cancel, and afterwards going back is one click.`,
    ...givenUp,
    ...(previous ? [`The index for ${versionName(previous, active)}, kept until now, is freed once the new one answers.`] : []),
  ];
}

/** What a screen reader hears of the building: once when it starts, stops or ends, and never how far it has come. */
export function buildNews(building: BuildingVersion | undefined): string {
  if (!building) return '';
  const index = `The index for ${building.modelName}`;
  if (building.status === 'paused') return `${index} is paused.`;
  if (building.status === 'failed') return `${index} was not finished.`;
  return building.status === 'verifying' ? `${index} is being checked.` : `${index} is being made. Search goes on meanwhile.`;
}

/** What the model in use does, in one sentence. */
export function embeddingSentence({ status, runsOn }: LibrarySnapshot['embedding'], builtIn: boolean): string {
  if (status === 'starting') return 'It is starting. Searching by word works already.';
  const finds = 'It finds passages that mean the same in other words.';
  if (runsOn) return `${finds} ${runsOnWords(runsOn.device)}`;
  return builtIn ? `${finds} It came with the page and runs on the processor.` : finds;
}
