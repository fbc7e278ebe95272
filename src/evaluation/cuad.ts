/**
 * Questions to contracts whose clauses are annotated (CUAD), and how an answer is judged. Pure functions, so that an answer from
 * the engine and one read off the page in a browser are judged alike.
 */

export interface ClauseQuestion {
  clause: string;
  question: string;
}

/** The reported questions: one for each of these clause types. Nothing is tuned on these clause types. */
export const REPORTED: readonly ClauseQuestion[] = [
  { clause: 'Governing Law', question: 'Which law governs this agreement?' },
  { clause: 'Expiration Date', question: 'When does this agreement expire?' },
  { clause: 'Anti-Assignment', question: 'Can the agreement be assigned?' },
  { clause: 'Cap On Liability', question: 'Is there a cap on liability?' },
  { clause: 'Insurance', question: 'What insurance is required?' },
  { clause: 'Non-Compete', question: 'Is there a non-compete?' },
];

/** Questions of other clause types, for calibration only. */
export const CALIBRATION: readonly ClauseQuestion[] = [
  { clause: 'Renewal Term', question: 'Does the agreement renew automatically?' },
  { clause: 'Notice Period To Terminate Renewal', question: 'How much notice is needed to stop a renewal?' },
  { clause: 'Most Favored Nation', question: 'Is one party promised the best price?' },
  { clause: 'Exclusivity', question: 'Is the arrangement exclusive?' },
  { clause: 'No-Solicit Of Customers', question: 'May the parties solicit each other’s customers?' },
  { clause: 'No-Solicit Of Employees', question: 'Is hiring the other party’s employees forbidden?' },
  { clause: 'Non-Disparagement', question: 'Are the parties forbidden to disparage each other?' },
  { clause: 'Termination For Convenience', question: 'Can a party terminate without cause?' },
  { clause: 'Rofr/Rofo/Rofn', question: 'Does anyone have a right of first refusal?' },
  { clause: 'Change Of Control', question: 'What happens on a change of control?' },
  { clause: 'Revenue/Profit Sharing', question: 'How is revenue shared?' },
  { clause: 'Price Restrictions', question: 'Are price increases limited?' },
  { clause: 'Minimum Commitment', question: 'What is the minimum purchase commitment?' },
  { clause: 'Ip Ownership Assignment', question: 'Who owns the intellectual property that is created?' },
  { clause: 'License Grant', question: 'What license is granted?' },
  { clause: 'Non-Transferable License', question: 'Is the license transferable?' },
  { clause: 'Irrevocable Or Perpetual License', question: 'Is there a perpetual license?' },
  { clause: 'Source Code Escrow', question: 'Is the source code held in escrow?' },
  { clause: 'Audit Rights', question: 'Who may audit the books and records?' },
  { clause: 'Liquidated Damages', question: 'Are there liquidated damages?' },
  { clause: 'Warranty Duration', question: 'How long does the warranty last?' },
  { clause: 'Covenant Not To Sue', question: 'Do the parties agree not to contest each other’s rights?' },
  { clause: 'Third Party Beneficiary', question: 'Are there third party beneficiaries?' },
];

export interface JudgedAnswer {
  outcome: 'answered' | 'not-in-documents';
  /** The quoted words. */
  quotes: readonly string[];
}

/** `elsewhere`: it answered, but quoted something else. `invented`: it answered though the contract has no such clause. */
export type Verdict = 'right' | 'elsewhere' | 'missed' | 'rightly declined' | 'invented';

/** Share of the words of an annotated clause that must be quoted. */
const MOST = 0.6;

/** @param spans the annotated clauses of the type asked about; none when the contract has no such clause */
export function judge(answer: JudgedAnswer, spans: readonly { text: string }[]): Verdict {
  if (spans.length === 0) return answer.outcome === 'answered' ? 'invented' : 'rightly declined';
  if (answer.outcome !== 'answered') return 'missed';
  return spans.some(({ text }) => holdsMost(answer.quotes.join(' '), text)) ? 'right' : 'elsewhere';
}

/** Whether the quotes hold the clause, white space aside, or at least most of its words. */
export function holdsMost(quotes: string, clause: string): boolean {
  const wanted = wordsOf(clause);
  const left = new Map<string, number>();
  for (const word of wordsOf(quotes)) left.set(word, (left.get(word) ?? 0) + 1);
  let held = 0;
  for (const word of wanted) {
    const count = left.get(word) ?? 0;
    if (count > 0) held += 1;
    left.set(word, count - 1);
  }
  return wanted.length > 0 && held >= MOST * wanted.length;
}

const wordsOf = (text: string): string[] => text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

export interface ClauseFigures extends ClauseQuestion {
  present: number;
  right: number;
  elsewhere: number;
  missed: number;
  absent: number;
  declined: number;
  /** One character a contract: R right, e elsewhere, m missed; · rightly declined, i invented. */
  contracts: string;
}

const LETTERS: { [V in Verdict]: string } = { right: 'R', elsewhere: 'e', missed: 'm', 'rightly declined': '·', invented: 'i' };

/** Counts the verdicts on one question over all contracts, in their order. */
export function countVerdicts(asked: ClauseQuestion, verdicts: readonly Verdict[]): ClauseFigures {
  const count = (verdict: Verdict) => verdicts.filter((other) => other === verdict).length;
  return {
    ...asked,
    present: count('right') + count('elsewhere') + count('missed'),
    right: count('right'),
    elsewhere: count('elsewhere'),
    missed: count('missed'),
    absent: count('rightly declined') + count('invented'),
    declined: count('rightly declined'),
    contracts: verdicts.map((verdict) => LETTERS[verdict]).join(''),
  };
}
