/** Words that turn a sentence round when one stands for the other: what "not" does, done by a word. English. */
import { sameWord } from './word-forms.ts';

/** Two sides of a line are opposites; any word of one side against any of the other. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['permit permitted allow allowed entitled authorise authorize', 'prohibit prohibited forbid forbidden ban banned disallow'],
  ['increase increasing rise rose grow grew growth', 'decrease decreasing fall fell decline drop dropped shrink shrank reduce reduced reduction'],
  ['more', 'less fewer'],
  ['most many much', 'few little'],
  ['include included including', 'exclude excluded excluding'],
  ['accept accepted agree agreed', 'refuse refused reject rejected'],
  ['admit admitted confirm confirmed', 'deny denied'],
  ['win won', 'lose lost'],
  ['maximum', 'minimum'],
  ['largest biggest highest greatest', 'smallest lowest'],
  ['larger bigger higher greater', 'smaller lower'],
  ['older oldest', 'younger youngest newer newest'],
  ['stronger', 'weaker'],
  ['better best', 'worse worst'],
  ['improve improved', 'worsen worsened exacerbate exacerbated deteriorate'],
  ['always often usually frequently commonly generally typically', 'never rarely seldom hardly'],
  ['true', 'false'],
  ['success succeed succeeded successful', 'failure fail failed'],
  ['support supported favour favor', 'oppose opposed'],
  ['begin began start started', 'finish finished cease ceased'],
  ['enter entered', 'leave left'],
  ['import imported', 'export exported'],
  ['buy bought purchase', 'sell sold'],
  ['optional voluntary', 'mandatory compulsory obligatory'],
  ['earlier earliest', 'later latest'],
  ['ease eased relieve', 'exacerbate exacerbated aggravate aggravated'],
];
const SIDES = PAIRS.map(([left, right]) => [left.split(' '), right.split(' ')] as const);
/** "possible" and "impossible", "known" and "unknown", "exclusive" and "nonexclusive". */
const PREFIXES = ['un', 'in', 'im', 'ir', 'il', 'dis', 'non'];
/** Short words are too often unlike in meaning: "form" and "inform", "port" and "import". */
const SHORTEST_STEM = 5;
const LESS = /less(?:ly)?$/;
const FULL = /ful(?:ly)?$/;

/** @param a @param b folded words */
export function areOpposites(a: string, b: string): boolean {
  if (SIDES.some(([left, right]) => (left.includes(a) && right.includes(b)) || (left.includes(b) && right.includes(a)))) return true;
  if (isPrefixed(a, b) || isPrefixed(b, a)) return true;
  return (LESS.test(a) && FULL.test(b) && a.replace(LESS, '') === b.replace(FULL, '')) || (FULL.test(a) && LESS.test(b) && a.replace(FULL, '') === b.replace(LESS, ''));
}

const isPrefixed = (long: string, short: string): boolean =>
  short.length >= SHORTEST_STEM && PREFIXES.some((prefix) => long === prefix + short) && !sameWord(long, short);

/** Says no by itself, without a "not": such a word in place of one is no difference. */
export const saysNo = (folded: string): boolean => NO_WORDS.has(folded) || LESS.test(folded);

const NO_WORDS = new Set(
  `prohibit prohibited prohibits forbid forbids forbidden ban banned bans refuse refused refuses reject rejected rejects deny denied denies fail failed fails
   failure lack lacks lacked lacking few fewer little absent absence exclude excluded excludes unable impossible except avoid avoids prevent prevented
   prevents stop stopped false wrong unless instead disagree preclude precludes unlike nonexistent`.split(/\s+/),
);
