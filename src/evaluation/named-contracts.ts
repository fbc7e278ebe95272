/**
 * Asks about each contract by its name, in a library of all of them: the words that name it must choose the document, and must not
 * outweigh the words that say what is asked.
 */
import type { Embedder } from '../embedding/embedder.ts';
import { answer } from './answering.ts';
import { setUpContracts } from './contracts.ts';
import { countVerdicts, judge, type ClauseFigures, type Verdict } from './cuad.ts';
import { readContracts } from './data.ts';

/** What a person would call each contract, from the parties and the title that its first lines give. */
const NAMES: { readonly [contract: string]: string } = {
  'contract-01.txt': 'the Slinger Bag consulting agreement',
  'contract-02.txt': 'the Netgear distributor agreement',
  'contract-03.txt': 'the PennTex gas transportation agreement',
  'contract-04.txt': 'the Fidelity service agreement',
  'contract-05.txt': 'the Adaptimmune strategic alliance agreement',
  'contract-06.txt': 'the FreeCook website agreement',
  'contract-07.txt': 'the Leader Act software maintenance agreement',
  'contract-08.txt': 'the Corio hosting agreement',
  'contract-09.txt': 'the MFA Financial filing agreement',
  'contract-10.txt': 'the Miaoli Royal Resort contract',
  'contract-11.txt': 'the Netzee maintenance agreement',
  'contract-12.txt': 'the PC Quote agreement',
  'contract-13.txt': 'the Honeywell intellectual property agreement',
  'contract-14.txt': 'the Healthcare Capital sponsorship agreement',
  'contract-15.txt': 'the KazakhOil transportation contract',
};

/** Clause types with the question that is put to each contract by its name. */
const ASKED = [
  { clause: 'Governing Law', question: 'Which law governs NAME?' },
  { clause: 'Expiration Date', question: 'When does NAME expire?' },
  { clause: 'Anti-Assignment', question: 'Can NAME be assigned?' },
  { clause: 'Termination For Convenience', question: 'Can a party terminate NAME without cause?' },
  { clause: 'License Grant', question: 'What license is granted by NAME?' },
];

/** As `evaluateContracts`, over the whole library. An answer that quotes another contract first is never right. */
export async function evaluateNamedContracts(model: Embedder, onAnswer: (line: string) => void = () => {}): Promise<ClauseFigures[]> {
  const desk = await setUpContracts(model);
  const contracts = readContracts();
  const figures: ClauseFigures[] = [];
  for (const asked of ASKED) {
    const verdicts: Verdict[] = [];
    for (const { name, clauses } of contracts) {
      const given = await answer(desk, asked.question.replace('NAME', NAMES[name] ?? 'the agreement'), 'all');
      const outcome = given.sufficient && given.quotes.length > 0 ? 'answered' : 'not-in-documents';
      const quotes = given.documents[0] === name ? given.quotes : [];
      const verdict = judge({ outcome, quotes }, clauses.get(asked.clause) ?? []);
      verdicts.push(verdict);
      onAnswer(`${name} from ${given.documents.join(' ')}  ${given.strength.toFixed(3)}  ${verdict}  ${given.quotes.join(' | ').replace(/\s+/g, ' ').slice(0, 260)}`);
    }
    figures.push(countVerdicts(asked, verdicts));
  }
  return figures;
}
