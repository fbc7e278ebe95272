import { describe, expect, test } from 'vitest';
import type { AnswerMode } from '../contract/answer.ts';
import { modeOf } from './question-mode.ts';

const QUESTIONS: { [M in AnswerMode]: string[] } = {
  summarise: [
    'Summarise the lease', 'Summarize this document.', 'Please summarise the Berlin lease in five sentences', 'Can you summarise everything?', 'Give me a summary of the annual report',
    'Give me a short overview of these files', 'Summary of contract-01.pdf', 'TL;DR', 'Sum up the report', 'What is this document about?', "What's this about?", 'What is the Apollo report about?',
    'What are the key points of the policy?', 'What are the main findings of the study?', 'What does this contract cover?', 'Summarise Moby Dick', 'What are these documents about?',
    'Resume el contrato', 'Dame un resumen del informe', '¿De qué trata este documento?', 'Fasse den Mietvertrag zusammen', 'Fasse alles zusammen.', 'Worum geht es in diesem Vertrag?',
    'Zusammenfassung des Berichts', 'Gib mir eine kurze Zusammenfassung',
  ],
  compare: [
    'Compare the two leases', 'Compare the rent and the deposit in both contracts', 'Please compare Acme and Globex', 'What are the differences between the two offers?', 'How do the leases differ?',
    'What do all my contracts have in common?', 'Compare the termination clauses of the agreements', 'What is the difference between the old and the new versions of the documents?',
    'Compara los dos contratos', '¿Qué diferencias hay entre los contratos?', 'Vergleiche die beiden Mietverträge', 'Was sind die Unterschiede zwischen den Verträgen?', 'Worin unterscheiden sich die Angebote?',
  ],
  list: [
    'List all deadlines', 'List the governing law clauses', 'Show me all clauses about liability', 'Find every mention of arbitration', 'Give me a list of all parties', 'Name all members of the board',
    'Which documents mention arbitration?', 'Which contracts have a non-compete?', 'What are all the obligations of the tenant?', 'Where is Ada Lovelace mentioned?', 'All references to section 4',
    'Enumerate the risks', 'Make a list of the dates', 'Extract all email addresses', 'Enumera todos los plazos', 'Lista todas las fechas', '¿Qué contratos mencionan el arbitraje?', 'Muéstrame todas las cláusulas',
    'Nenne alle Fristen', 'Liste alle Termine auf', 'Zähle alle Risiken auf', 'Welche Verträge enthalten eine Schiedsklausel?', 'Finde alle Erwähnungen von Berlin',
  ],
  count: [
    'How many contracts mention arbitration?', 'How many rows are in the table?', 'How many rows have status open?', 'How many invoices over 500?', 'How many invoices are over 500 euros?', 'How many documents are there?',
    'How many documents do I have?', 'Count the mentions of arbitration', 'How often is Berlin mentioned?', 'How many times does the word "tenant" appear?', 'How many passages talk about penalties?',
    'How many of the leases include a deposit?', 'What is the number of files that mention Acme?', 'How many clauses deal with liability?', 'Count all entries with VAT', 'How many invoices were sent in March?',
    '¿Cuántos contratos mencionan el arbitraje?', '¿Cuántas filas hay en la tabla?', '¿Cuántas veces se menciona Madrid?', 'Wie viele Verträge erwähnen eine Kaution?', 'Wie viele Zeilen hat die Tabelle?', 'Wie oft wird Berlin erwähnt?',
  ],
  passages: [
    'How many days of notice are required?', 'How many people work at Acme?', 'How often must the rent be paid?', 'How many documents are required for the visa?', 'How many documents must the applicant submit?',
    'How many copies of the contract do I need to sign?', 'Which law governs this agreement?', 'What is the list price of the model X?', 'Does the contract list the prices?', 'What does the executive summary say?',
    'Who wrote the summary of the report?', 'Summarise clause 7', 'Summarise the termination section', 'Summarise section 4 of the lease', 'What is section 5 about?', 'What is the dispute about?', 'What is the difference between a lease and a licence?',
    'How does the 2022 rate compare to the 2023 rate?', 'What does the report say about comparing prices?', 'When does this agreement expire?', 'Can I count on a refund?', 'Who is the Count of Monte Cristo?',
    'Which documents are needed to open an account?', 'Is there a list of approved suppliers?', 'What number of days is the trial?', 'How many rows of seats does the theatre have?', 'Where is the head office?',
    'What did the summary judgment decide?', 'Why do the prices differ?', 'Which contract is the longest?', 'What is the contract about the boiler worth?', 'How many books did Jane Austen write?', 'How many employees must sign the policy?',
    'Find the deposit', 'Show me the rent', 'What are the opening hours?', 'governing law', 'list price', '¿Cuántos días de preaviso hay?', '¿Qué ley rige el contrato?', '¿Cuándo vence el contrato?', '¿Cuántos documentos se requieren?',
    'Wie viele Tage Kündigungsfrist gelten?', 'Welches Recht gilt für den Vertrag?', 'Wie oft muss die Miete gezahlt werden?', 'Was ist der Unterschied zwischen Miete und Pacht?', 'Wie viele Dokumente müssen eingereicht werden?', 'Fasst der Tank hundert Liter?',
  ],
};

/** Written after the rules, and not looked at while they were made. */
const LATER: [AnswerMode, string][] = [
  ['summarise', 'Could you summarise the attached agreement for me?'], ['summarise', 'Write an executive summary of the audit report'], ['summarise', 'What is the main message of this paper?'],
  ['summarise', 'I need you to summarise these emails'], ['summarise', 'Give me the gist of the contract'], ['summarise', 'Overview of the policies'],
  ['compare', 'Compare warranty periods across all contracts'], ['compare', 'How are the two reports different?'], ['compare', 'In what ways do both drafts differ?'],
  ['list', 'List every party to the agreements'], ['list', 'Which of the leases include a break clause?'], ['list', 'Show all payments over 1000 euros'], ['list', 'Which reports talk about inflation?'],
  ['count', 'How many letters mention the merger?'], ['count', 'Count the rows where the amount is above 500'], ['count', 'How many entries are overdue?'], ['count', 'How many contracts are about software?'],
  ['passages', 'How many pages may the essay have?'], ['passages', 'What does the policy cover when a pipe bursts?'], ['passages', 'How many parties signed the agreement?'], ['passages', 'What are the differences between cats and dogs?'],
  ['passages', 'Who may terminate the contract?'], ['passages', 'How many contracts did Acme sign in 2020?'], ['passages', 'Which report was written by Ada?'], ['passages', 'What is the count of red blood cells?'],
  ['passages', 'How many policies does the insurer offer?'], ['passages', 'Is the summary binding?'], ['passages', 'Give me the phone number of the landlord'], ['passages', 'What is the book about sailing called?'],
];

describe('of questions written later', () => {
  test.each(LATER)('%s: %s', (mode, question) => {
    expect(modeOf(question)).toBe(mode);
  });
});

for (const [mode, questions] of Object.entries(QUESTIONS)) {
  describe(`answered by ${mode}`, () => {
    test.each(questions)('%s', (question) => {
      expect(modeOf(question)).toBe(mode);
    });
  });
}
