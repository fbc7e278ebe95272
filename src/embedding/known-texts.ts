/** Texts written for this project that every loaded model is asked about: to compare devices, and to learn what its cosines say. */

/**
 * Whose vectors are compared between devices: short and long, several scripts, signs and numbers, so that padding, rare tokens and long
 * sums all take part.
 */
export const KNOWN_TEXTS: readonly string[] = [
  'Which law governs this agreement?',
  'river',
  'The pump was switched off at 14:20 because its bearing had become too hot; the night shift changed it before six.',
  'Die Miete ist bis zum dritten Werktag jedes Monats zu zahlen.',
  'El museo abre los domingos por la tarde.',
  '合同自双方签字之日起生效。',
  'تُغلق المكتبة أبوابها عند السابعة مساءً.',
  'Café № 7 — 3,5 % (net) / 12.10.2031',
  // About as many tokens as the longest passages.
  'We walked along the canal until the lock, where the keeper told us that barges had carried grain here for two hundred years. '.repeat(6),
];

export interface KnownPair {
  question: string;
  /** Answers its question and no other of the list. */
  passage: string;
}

/**
 * Questions and the passages that answer them, about things that people keep papers on. English, because the built-in model knows nothing
 * else; and as most questions do, they share a word or two with their answer: pairs in quite other words would measure how clever each
 * model is, and not what its cosines say.
 */
export const KNOWN_PAIRS: readonly KnownPair[] = [
  { question: 'How do I end my gym membership?', passage: 'A membership of the gym ends when you write to the front desk four weeks before the month in which you wish to stop paying.' },
  { question: 'When is the rent due?', passage: 'The tenant pays the rent of 900 pounds to the landlord on the first working day of every month.' },
  { question: 'Who may see the medical records?', passage: 'The medical records of patients may be seen by the treating doctors and nurses only; insurers receive a summary if the patient agrees.' },
  { question: 'What temperature should the oven have?', passage: 'Heat the oven to 220 degrees, bake the loaf for forty minutes, then lower the temperature and let it dry for ten more.' },
  { question: 'How long does the battery last?', passage: 'With a full battery the lamp shines for about eleven hours, or thirty when it is dimmed.' },
  { question: 'Why was the flight late?', passage: 'The flight left Lisbon two hours late because a cargo door of the aircraft could not be locked and a mechanic had to be called.' },
  { question: 'What did the committee decide about the new bridge?', passage: 'After a long debate the committee voted seven to four to build the bridge in steel and to put off the cycle lanes.' },
  { question: 'Which vaccines does the puppy need?', passage: 'At eight weeks a puppy gets its first vaccines, against distemper and parvovirus, and a second injection a month later.' },
  { question: 'How much holiday do employees get?', passage: 'Employees are entitled to 27 days of paid leave a year, to which every public holiday is added.' },
  { question: 'Where was the painter born?', passage: 'The painter was born in 1861 in a fishing village near Bergen, the fourth child of a schoolmaster.' },
  { question: 'What happens if I lose my passport abroad?', passage: 'Travellers who lose a passport abroad should tell the local police and ask the nearest consulate for an emergency document.' },
  { question: 'How is the drinking water cleaned?', passage: 'Drinking water is cleaned in three steps: sand settles first, then charcoal filters it, and finally a little chlorine is added.' },
  { question: 'Which insects pollinate apple trees?', passage: 'In orchards of apple trees the mason bee carries more pollen between the blossoms than other insects do, because it flies in colder weather.' },
  { question: 'What caused the fire in the warehouse?', passage: 'Investigators found that the fire began in the warehouse when a heater that was left on overnight set light to cardboard.' },
  { question: 'How do I reset my password?', passage: 'If you forgot the password, click on the link under the login form; we send you an e-mail with which you choose a new one.' },
  { question: 'When did the war end?', passage: 'The war between the two kingdoms ended in the autumn of 1713, when the treaty was signed.' },
  { question: 'What are the side effects of the drug?', passage: 'Side effects that people reported in the first week with this drug were headaches, a dry mouth and poor sleep.' },
  { question: 'Who pays for repairs to the roof?', passage: 'Repairs to the outside of the house, its roof and gutters included, are paid by the owner.' },
  { question: 'How fast do glaciers move?', passage: 'Most glaciers move downhill by less than a metre a day, though the ice of some in Greenland advances by forty.' },
  { question: 'What does the warranty not cover?', passage: 'The warranty does not cover machines that were dropped, opened by strangers or used with the wrong voltage.' },
  { question: 'How were the participants of the study chosen?', passage: 'For this study 340 participants were drawn at random from the electoral roll and asked by letter to take part.' },
  { question: 'Can I bring my child to the concert?', passage: 'A child under twelve is admitted to the concert free of charge and sits beside a grown-up; please leave prams in the cloakroom.' },
  { question: 'Why did profits fall last year?', passage: 'Profits fell by a fifth against the year before, mainly because steel and electricity had become dearer.' },
  { question: 'How should the soil be prepared for tomatoes?', passage: 'Tomatoes like rich soil: dig compost into the bed in April, break up the clods, and wait until the ground is warm before planting.' },
];
