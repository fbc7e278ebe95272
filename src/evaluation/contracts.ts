/** Asks the engine the questions of `cuad.ts`, each contract by itself. */
import type { DocumentId } from '../contract/range.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { canonical } from '../extract/canonical.ts';
import { paragraphs } from '../extract/read-text.ts';
import { answer } from './answering.ts';
import { countVerdicts, judge, REPORTED, type ClauseFigures, type ClauseQuestion, type Verdict } from './cuad.ts';
import { readContracts } from './data.ts';
import { cutDocument, setUpDesk, type Desk } from './desk.ts';

/** All contracts in one library, as a person would have them. */
export async function setUpContracts(model: Embedder): Promise<Desk> {
  const documents = await Promise.all(
    readContracts().map(({ name, text: raw }) => {
      const text = canonical(raw);
      return cutDocument(model, name, name, text, paragraphs(text));
    }),
  );
  return setUpDesk(documents, model);
}

/** The acceptance table: each question to each contract. */
export async function evaluateContracts(
  model: Embedder,
  questions: readonly ClauseQuestion[] = REPORTED,
  onAnswer: (line: string) => void = () => {},
): Promise<ClauseFigures[]> {
  const desk = await setUpContracts(model);
  const contracts = readContracts();
  const figures: ClauseFigures[] = [];
  for (const asked of questions) {
    const verdicts: Verdict[] = [];
    for (const { name, clauses } of contracts) {
      const given = await answer(desk, asked.question, [name as DocumentId]);
      const outcome = given.sufficient && given.quotes.length > 0 ? 'answered' : 'not-in-documents';
      const verdict = judge({ outcome, quotes: given.quotes }, clauses.get(asked.clause) ?? []);
      verdicts.push(verdict);
      onAnswer(`${name}  ${given.strength.toFixed(3)}  ${verdict}  ${given.quotes.join(' | ').replace(/\s+/g, ' ').slice(0, 260)}`);
    }
    figures.push(countVerdicts(asked, verdicts));
  }
  return figures;
}
