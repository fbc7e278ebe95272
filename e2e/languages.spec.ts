/** English is not special: documents in other scripts are found, marked, shown and quoted like any other. */
import { marksIn, text } from './carrel-page.ts';
import { expect, test } from './carrel-test.ts';

const LANGUAGES = [
  {
    name: 'Spanish',
    file: text('El faro.txt', 'El farero guardaba la pólvora en el sótano de la torre. Los domingos, la niña traía manzanas y pan de centeno.\n\nEl barco volvió en otoño con la vela rota.'),
    // What is typed, and the word of the text that it marks.
    words: [['polvora', 'pólvora'], ['SÓTANO', 'sótano'], ['nina', 'niña']],
    question: '¿Dónde guardaba el farero la pólvora?',
    quoted: 'El farero guardaba la pólvora en el sótano de la torre.',
    direction: 'ltr',
  },
  {
    name: 'German',
    file: text('Der Brückenzoll.md', '# Ordnung der Brücke\n\nDer Brückenzoll beträgt drei Taler für jedes Fuhrwerk. Wer über die Mühlstraße kommt, zahlt am südlichen Tor.\n\nNachts bleibt die Schranke geschlossen.'),
    words: [['bruckenzoll', 'Brückenzoll'], ['mühlstrasse', 'Mühlstraße'], ['SÜDLICHEN', 'südlichen']],
    question: 'Wie viel beträgt der Brückenzoll für ein Fuhrwerk?',
    quoted: 'Der Brückenzoll beträgt drei Taler für jedes Fuhrwerk.',
    direction: 'ltr',
  },
  {
    name: 'Chinese',
    file: text('图书馆规则.txt', '图书馆每天早上九点开门,晚上八点关门。读者每次可以借五本书。\n\n阅览室里请保持安静,不要带食物。'),
    words: [['关门', '关门'], ['读者', '读者'], ['安静', '安静']],
    question: '图书馆晚上几点关门?',
    quoted: '图书馆每天早上九点开门,晚上八点关门。',
    direction: 'ltr',
  },
  {
    name: 'Arabic',
    file: text('قواعد المكتبة.html', '<html lang="ar" dir="rtl"><body><h1>قواعد المكتبة</h1><p>يُغلَق باب المكتبة عند الساعة الثامنة مساءً. المفتاح محفوظ لدى الحارس.</p><p>لا يُسمح بإدخال الطعام إلى قاعة القراءة.</p></body></html>'),
    words: [['يغلق', 'يُغلَق'], ['الحارس', 'الحارس'], ['الطعام', 'الطعام']],
    question: 'متى يغلق باب المكتبة؟',
    quoted: 'يُغلَق باب المكتبة عند الساعة الثامنة مساءً.',
    direction: 'rtl',
  },
] as const;

for (const { name, file, words, question, quoted, direction } of LANGUAGES) {
  test(`${name} is found by word, marked at the right words, and shown in its own direction`, async ({ carrel }) => {
    await carrel.add(...LANGUAGES.map((language) => language.file));
    await carrel.ready();
    for (const [typed, marked] of words) {
      await carrel.find(typed);
      const hit = carrel.hits.first();
      await expect(hit).toContainText(file.name);
      await expect(marksIn(hit).filter({ hasText: marked }).first()).toBeVisible();
      await expect(hit.locator('blockquote')).toHaveCSS('direction', direction);
      await carrel.openHit();
      const mark = carrel.marks.filter({ hasText: marked }).first();
      await expect(mark).toBeInViewport();
      expect(await mark.evaluate((element) => getComputedStyle(element).direction)).toBe(direction);
    }
  });

  test(`a question in ${name} is answered by a sentence that opens at its place`, async ({ carrel }) => {
    await carrel.add(...LANGUAGES.map((language) => language.file));
    await carrel.ready();
    const answer = await carrel.ask(question);
    await expect(answer).toContainText(quoted);
    await answer.getByRole('link', { name: file.name }).first().click();
    await expect(carrel.marks.first()).toBeInViewport();
    expect((await carrel.marks.allInnerTexts()).join('')).toContain(quoted.slice(0, 12));
  });
}
