import { expect, test } from 'vitest';
import { asksForNot, saysNot } from './negation.ts';

test.each([
  'What is not covered?', 'Which damage isn’t covered?', 'What does the policy exclude?', 'Who may never enter?', '¿Qué daños no cubre la póliza?', 'qué daños no cubre la póliza',
  'Was ist nicht versichert?', 'Welche Schäden sind ausgeschlossen?', 'Für welche Schäden wird keine Zahlung geleistet?', 'Qu’est-ce qui n’est pas assuré ?',
])('asks for what is not so: %s', (question) => {
  expect(asksForNot(question)).toBe(true);
});

test.each([
  'What is covered?', 'What does article no. 5 say?', 'Who must not only sign but pay?', 'Is the rent due no later than the first?', 'Does it say whether or not it rains?', '¿Qué cubre la póliza?',
  'Was ist versichert?', 'Was ist nicht nur im Sommer offen?', 'What is the note about?', 'Who lives in Notting Hill?',
])('asks for what is so: %s', (question) => {
  expect(asksForNot(question)).toBe(false);
});

test.each([
  ['Floods are excluded.', true], ['We do not pay for floods.', true], ['We don’t pay.', true], ['All but floods, except at sea.', true], ['No deposit is due.', true],
  ['Quedan excluidos los daños por agua.', true], ['El robo no está cubierto.', true], ['Hochwasser ist ausgeschlossen.', true], ['Für Glas zahlen wir nicht.', true],
  ['Fire and theft are covered.', false], ['It covers not only fire but theft.', false], ['La póliza cubre el robo.', false], ['Versichert sind Feuer und Sturm.', false],
])('%s', (sentence, says) => {
  expect(saysNot(sentence)).toBe(says);
});
