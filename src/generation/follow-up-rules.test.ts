import { describe, expect, test } from 'vitest';
import { standaloneByRules, type LastTurn } from './follow-up-rules.ts';

/** What was asked, what was cited for it, the follow-up, and the words that it must then have. Each word in any case. */
const LEANING: readonly [last: string, quote: string, followUp: string, ...must: string[]][] = [
  // A word that stands for a thing.
  ['What is the notice period in the Berlin lease?', '', 'When does it end?', 'notice period', 'Berlin lease'],
  ['Where is the insurance policy kept?', '', 'Does it cover theft?', 'insurance policy', 'theft'],
  ['Does the lease allow pets?', '', 'Who signed it?', 'lease', 'signed'],
  ['How much is the deposit?', '', 'When is it returned?', 'deposit', 'returned'],
  ['How much is the deposit?', '', 'Can the landlord keep it?', 'deposit', 'landlord'],
  ['Who audits the annual accounts?', '', 'When are they published?', 'annual accounts', 'published'],
  ['What are the tenants’ duties under the house rules?', '', 'Can they be changed?', 'house rules', 'changed'],
  ['What is the Apollo programme?', '', 'How much did it cost?', 'Apollo', 'cost'],
  ['What does the warranty cover?', '', 'How long does it last?', 'warranty', 'long'],
  ['What does the warranty cover?', '', 'What are its exclusions?', 'warranty', 'exclusions'],
  ['When was the merger agreement signed?', '', 'Is it binding?', 'merger agreement', 'binding'],
  ['Which law governs the supply contract?', '', 'Can it be assigned?', 'supply contract', 'assigned'],
  // A person, a place, a time.
  ['Who is the landlord?', 'The landlord is Erika Mustermann of Munich.', 'Where does she live?', 'Erika Mustermann', 'live'],
  ['When was Ada Lovelace born?', '', 'Where did she study?', 'Ada Lovelace', 'study'],
  ['What did Charles Babbage build?', '', 'Who paid him?', 'Charles Babbage', 'paid'],
  ['Who chairs the board?', 'The board is chaired by Maria Keller.', 'When was she elected?', 'Maria Keller', 'elected'],
  ['What is the rent for the flat in Munich?', '', 'How many people live there?', 'Munich', 'people'],
  ['Who runs the clinic in Oslo?', '', 'Is parking free there?', 'Oslo', 'parking'],
  ['When does the trial period end?', '', 'What happens then?', 'trial period', 'happens'],
  // Nothing but the asking.
  ['Why was the flight to Lisbon delayed?', '', 'How long?', 'flight', 'Lisbon'],
  ['Can the agreement be assigned?', '', 'Why?', 'agreement', 'assigned'],
  ['Can the agreement be assigned?', '', 'Why not?', 'agreement', 'assigned'],
  ['Does the policy cover water damage?', '', 'How much?', 'policy', 'water damage'],
  ['Who signed the supply contract?', '', 'When?', 'signed', 'supply contract'],
  ['Who signed the supply contract?', '', 'Who else?', 'signed', 'supply contract'],
  ['What are the side effects of ibuprofen?', '', 'Are you sure?', 'ibuprofen', 'side effects'],
  ['What are the side effects of ibuprofen?', '', 'Tell me more', 'ibuprofen'],
  ['What are the side effects of ibuprofen?', '', 'Can you give an example?', 'ibuprofen'],
  ['When must the rent be paid?', '', 'Who pays?', 'rent', 'pays'],
  ['When must the rent be paid?', '', 'Any exceptions?', 'rent', 'exceptions'],
  // The last question again, of something else.
  ['What is the VAT rate in France?', '', 'And in Germany?', 'VAT rate', 'Germany'],
  ['What is the VAT rate?', '', 'And in Germany?', 'VAT rate', 'Germany'],
  ['When is the rent due?', '', 'What about the deposit?', 'deposit', 'due'],
  ['What is the notice period in the Berlin lease?', '', 'And the Munich lease?', 'notice period', 'Munich lease'],
  ['What was the revenue in 2022?', '', 'And in 2023?', 'revenue', '2023'],
  ['What was the revenue in 2022?', '', 'What about 2023?', 'revenue', '2023'],
  ['Who founded the company Globex?', '', 'And Initech?', 'founded', 'Initech'],
  ['How many days of holiday do employees get?', '', 'And for contractors?', 'holiday', 'contractors'],
  ['What is the fee for early repayment?', '', 'For late payment?', 'fee', 'late payment'],
  ['What is the notice period in the old lease?', '', 'And in the new one?', 'notice period', 'new'],
  // "And" with a whole question: still of the same document.
  ['What is the rent in the Berlin lease?', '', 'And what is the notice period?', 'Berlin lease', 'notice period'],
  // Words that lean without standing for one thing.
  ['Does the ban apply to cats?', '', 'Does the same apply to dogs?', 'ban', 'dogs'],
  ['Which clauses limit liability?', '', 'Which one is the strictest?', 'liability', 'strictest'],
  ['Who bears the cost of repairs?', '', 'Why is that?', 'cost of repairs'],
  ['Who bears the cost of repairs?', '', 'Where is that amount stated?', 'cost of repairs', 'amount'],
  ['What happens if the tenant leaves early?', '', 'What does the landlord do in that case?', 'tenant leaves early', 'landlord'],
  // Spanish and German.
  ['¿Cuál es el plazo de preaviso en el contrato de Madrid?', '', '¿Y en el de Vigo?', 'preaviso', 'Vigo'],
  ['¿Cuál es el tipo del IVA en Francia?', '', '¿Y en Alemania?', 'IVA', 'Alemania'],
  ['¿Cuánto es la fianza?', '', '¿Cuándo?', 'fianza'],
  ['¿Cuánto es la fianza?', '', '¿Quién paga?', 'fianza', 'paga'],
  ['¿Quién es la arrendadora?', '', '¿Dónde vive ella?', 'arrendadora', 'vive'],
  ['¿Quién paga las reparaciones?', '', '¿Por qué?', 'reparaciones'],
  ['Wie hoch ist die Kaution?', '', 'Warum?', 'Kaution'],
  ['Wie hoch ist die Kaution?', '', 'Und in Österreich?', 'Kaution', 'Österreich'],
  ['Wann endet der Mietvertrag?', '', 'Was ist mit der Kaution?', 'Kaution', 'Mietvertrag'],
  ['Wer ist der Vermieter?', '', 'Wo wohnt er?', 'Vermieter', 'wohnt'],
  ['Wer zahlt die Reparaturen?', '', 'Wer noch?', 'Reparaturen'],
  ['Welche Frist gilt für die Kündigung?', '', 'Gilt in diesem Fall das Gleiche?', 'Kündigung'],
];

/** Written after the rules, and not looked at while they were made. */
const LEANING_LATER: typeof LEANING = [
  ['How much is the security deposit for the workshop?', '', 'And who holds it?', 'security deposit', 'holds'],
  ['What does the treaty say about fishing rights?', '', 'When was it ratified?', 'treaty', 'ratified'],
  ['Who wrote the annual report?', 'The annual report was written by Jonas Weber.', 'What is his job?', 'Jonas Weber', 'job'],
  ['Which vaccines does the clinic offer?', '', 'How much do they cost?', 'vaccines', 'cost'],
  ['What is the penalty for late delivery?', '', 'What about early delivery?', 'penalty', 'early delivery'],
  ['When was the bridge over the Elbe built?', '', 'By whom?', 'bridge', 'Elbe'],
  ['Where is the head office of Acme?', '', 'How many employees work there?', 'Acme', 'employees'],
  ['Can the tenant sublet the flat?', '', 'Even for a month?', 'sublet', 'month'],
  ['Can the tenant sublet the flat?', '', 'Under what conditions?', 'sublet', 'conditions'],
  ['What does section 4 require?', '', 'And section 5?', 'require', 'section 5'],
  ['Does the insurance cover storms?', '', 'Floods too?', 'insurance', 'floods'],
  ['Who may terminate the contract?', '', 'With how much notice?', 'terminate', 'notice'],
  ['What did the court decide?', '', 'On what grounds?', 'court', 'grounds'],
  ['What is the interest rate on the loan?', '', 'Is that fixed?', 'interest rate', 'fixed'],
  ['What is the interest rate on the loan?', '', 'Has this changed since 2020?', 'interest rate', '2020'],
  ['Which exports fell in 2021?', '', 'Which rose?', 'exports', 'rose'],
  ['Wie lange läuft der Vertrag?', '', 'Kann er verlängert werden?', 'Vertrag', 'verlängert'],
  ['Wie lange läuft der Vertrag?', '', 'Und die Garantie?', 'läuft', 'Garantie'],
  ['¿Cuánto dura la garantía?', '', '¿Y el seguro?', 'dura', 'seguro'],
];

const ALONE_LATER: typeof ALONE = [
  ['Does the insurance cover storms?', 'What is the excess for burglary?'],
  ['Does the insurance cover storms?', 'How do I cancel the subscription?'],
  ['Does the insurance cover storms?', 'Who were the witnesses at the wedding?'],
  ['Does the insurance cover storms?', 'What are the opening hours of the library?'],
  ['Does the insurance cover storms?', 'How many planets are there in the solar system?'],
  ['Does the insurance cover storms?', 'What did the minister say about taxes before he resigned?'],
  ['Does the insurance cover storms?', 'Does this policy exclude earthquakes?'],
  ['Does the insurance cover storms?', 'What is the same-day delivery fee?'],
  ['Does the insurance cover storms?', 'Why is it important to store vaccines cold?'],
  ['Does the insurance cover storms?', 'Can children and their parents share a ticket?'],
  ['Does the insurance cover storms?', 'invoice number March 2023'],
  ['Does the insurance cover storms?', 'Who else is named in the will of John Smith?'],
  ['Does the insurance cover storms?', 'What happened in Vienna in 1815?'],
  ['Does the insurance cover storms?', 'Is that clause void which forbids pets?'],
  ['Does the insurance cover storms?', 'Was ist der Unterschied zwischen Miete und Pacht?'],
  ['Does the insurance cover storms?', 'Wer bezahlt, wenn die Heizung ausfällt?'],
  ['Does the insurance cover storms?', '¿Cuándo se firmó el acuerdo de París?'],
  ['Does the insurance cover storms?', '¿Qué documentos necesita el inquilino?'],
  ['Does the insurance cover storms?', 'And now for something different: who discovered penicillin?'],
  ['Does the insurance cover storms?', 'How tall is the Eiffel Tower?'],
];

/** A question that stands alone, whatever was asked before it. */
const ALONE: readonly [last: string, question: string][] = [
  ['When is the rent due?', 'What is the notice period?'],
  ['When is the rent due?', 'Which law governs this agreement?'],
  ['When is the rent due?', 'Is there a deposit?'],
  ['When is the rent due?', 'Are there any penalties for late payment?'],
  ['When is the rent due?', 'Who wrote the inspection report?'],
  ['When is the rent due?', 'How long does it take to repair a boiler?'],
  ['When is the rent due?', 'Is it allowed to keep a dog in the flat?'],
  ['When is the rent due?', 'Does a tenant get their deposit back?'],
  ['When is the rent due?', 'What happens if the tenant says that she cannot pay?'],
  ['When is the rent due?', 'If the boiler breaks, who repairs it?'],
  ['When is the rent due?', 'Who is Ada Lovelace?'],
  ['When is the rent due?', 'What is arbitration?'],
  ['When is the rent due?', 'governing law'],
  ['When is the rent due?', 'Berlin lease deposit'],
  ['When is the rent due?', 'What does the contract say about the fact that prices rise?'],
  ['When is the rent due?', 'What was decided this year?'],
  ['When is the rent due?', 'How many people work in the IT department?'],
  ['When is the rent due?', 'Who signed the contract on behalf of the company and its affiliates?'],
  ['When is the rent due?', 'Which documents mention arbitration?'],
  ['When is the rent due?', 'Summarise the Berlin lease'],
  ['When is the rent due?', 'Compare the two leases'],
  ['When is the rent due?', 'List all deadlines'],
  ['When is the rent due?', 'Why did the Roman Empire fall?'],
  ['When is the rent due?', 'What did Darwin find when he reached the Galápagos?'],
  ['When is the rent due?', 'What is the clause that covers water damage?'],
  ['When is the rent due?', 'Is it true that cats are forbidden?'],
  ['When is the rent due?', 'What is the capital of France?'],
  ['When is the rent due?', 'Under which conditions may the lease be terminated?'],
  ['When is the rent due?', 'In which year was the company founded?'],
  ['When is the rent due?', 'Do employees have to return their laptops?'],
  ['When is the rent due?', 'How do vaccines work and are they safe?'],
  ['When is the rent due?', 'What time is it in Tokyo when the office opens?'],
  ['When is the rent due?', 'If there is a fire, then what should guests do?'],
  ['¿Cuándo vence el alquiler?', '¿Qué ley rige el contrato?'],
  ['¿Cuándo vence el alquiler?', '¿Hay una fianza en el contrato de Vigo?'],
  ['¿Cuándo vence el alquiler?', '¿Quién escribió el informe anual?'],
  ['¿Cuándo vence el alquiler?', '¿Cuántos días de vacaciones tiene un empleado?'],
  ['Wann ist die Miete fällig?', 'Welches Recht gilt für den Vertrag?'],
  ['Wann ist die Miete fällig?', 'Gibt es eine Kaution?'],
  ['Wann ist die Miete fällig?', 'Wer hat den Bericht über die Heizung geschrieben?'],
  ['Wann ist die Miete fällig?', 'Ist es erlaubt, einen Hund zu halten?'],
];

const turn = (question: string, quote = ''): LastTurn => ({ question, quotes: quote === '' ? [] : [quote] });

describe('a follow-up is made to stand alone', () => {
  test.each([...LEANING, ...LEANING_LATER])('%s (%s) %s', (last, quote, followUp, ...must) => {
    const made = standaloneByRules(followUp, turn(last, quote)) ?? followUp;
    for (const words of must) expect(made.toLowerCase()).toContain(words.toLowerCase());
  });
});

describe('a question that stands alone is left as it is', () => {
  test.each([...ALONE, ...ALONE_LATER])('after “%s”: %s', (last, question) => {
    expect(standaloneByRules(question, turn(last))).toBeUndefined();
  });
});

describe('the thing stands where the word stood, when it is plain which', () => {
  test.each([
    ['What is the notice period in the Berlin lease?', 'When does it end?', 'When does the notice period in the Berlin lease end?'],
    ['How much is the deposit?', 'When is it returned?', 'When is the deposit returned?'],
    ['What does the warranty cover?', 'What are its exclusions?', 'What are the warranty’s exclusions?'],
    ['What is the VAT rate in France?', 'And in Germany?', 'What is the VAT rate in Germany?'],
    ['When is the rent due?', 'What about the deposit?', 'When is the deposit due?'],
    ['What was the revenue in 2022?', 'What about 2023?', 'What was the revenue in 2023?'],
    ['What is the notice period in the Berlin lease?', 'And the Munich lease?', 'What is the notice period in the Munich lease?'],
    ['What is the salary of the director?', 'What about the deputy?', 'What about the deputy (the salary of the director)?'],
    ['How long is the warranty on the heat pump?', 'Does it include labour?', 'Does the warranty on the heat pump include labour?'],
    ['What are the opening hours on Monday?', 'On Sunday?', 'What are the opening hours on Sunday?'],
    ['Does the contract allow remote work?', 'In what cases?', 'Does the contract allow remote work in what cases?'],
    ['Can the agreement be assigned?', 'Why?', 'Why (the agreement be assigned)?'],
    ['What is the rent in the Berlin lease?', 'And what is the notice period?', 'And what is the notice period in the Berlin lease?'],
    ['¿Cuál es el tipo del IVA en Francia?', '¿Y en Alemania?', '¿Cuál es el tipo del IVA en Alemania?'],
    ['Who runs the clinic in Oslo?', 'Is parking free there?', 'Is parking free in Oslo?'],
  ])('%s %s', (last, followUp, made) => {
    expect(standaloneByRules(followUp, turn(last))).toBe(made);
  });
});
