// Makes the sample documents that come with Carrel. Run it after changing a text below; what it writes is committed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { tinyPdf } from './tiny-pdf.mjs';
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';

const folder = new URL('../public/samples/', import.meta.url);
mkdirSync(folder, { recursive: true });
const save = (name, content) => writeFileSync(new URL(encodeURIComponent(name), folder), content);

const lease = [
  ['h', 'Lease of the Reading Room'],
  ['p', 'This lease is made on 3 March 2025 between the Trustees of the Harbour Library (“the Library”) and Mara Lindqvist, bookbinder (“the Tenant”).'],
  ['h', '1. The room'],
  ['p', 'The Library lets to the Tenant the reading room on the second floor of 14 Quay Street, with its eleven carrels, the long oak table and the north-facing gallery. The stairwell and the courtyard are shared with the other tenants of the house.'],
  ['h', '2. Term'],
  ['p', 'The lease begins on 1 April 2025 and runs for five years. It ends on 31 March 2030 unless it is renewed. The Tenant may renew it once, for a further three years, by writing to the Library no later than six months before the end of the term.'],
  ['h', '3. Rent and deposit'],
  ['p', 'The rent is 640 euros a month, payable on the first working day of each month. A deposit of three months’ rent is held by the Library in a separate account and is returned within thirty days after the Tenant has left, less the cost of any damage.'],
  ['h', '4. Use'],
  ['p', 'The room may be used for reading, writing and quiet craft. Machines louder than a sewing machine are not allowed before nine in the morning or after seven in the evening. The Tenant may not sublet the room or any carrel without the written consent of the Library.'],
  ['break'],
  ['h', '5. Repairs'],
  ['p', 'The Library keeps the roof, the outer walls, the windows and the heating in good order. The Tenant repairs what the Tenant or a visitor breaks, and paints the inner walls once in five years.'],
  ['h', '6. Insurance'],
  ['p', 'The Library insures the building against fire and water. The Tenant insures the contents of the room, and liability towards visitors up to at least 500,000 euros.'],
  ['h', '7. Ending the lease early'],
  ['p', 'Either side may end this lease by giving four months’ notice in writing. The Library may end it at once if the rent is more than two months late, or if the room is used for storage of inflammable goods.'],
  ['h', '8. Governing law'],
  ['p', 'This lease is governed by the laws of Finland. Disputes that cannot be settled by conversation are brought before the District Court of Helsinki.'],
  ['break'],
  ['h', 'Annex A. Keys'],
  ['p', 'The Tenant receives four keys to the reading room and two to the street door. A lost key costs 45 euros. If a key to the street door is lost, the Tenant also pays for changing the lock.'],
  ['h', 'Annex B. Inventory'],
  ['p', 'Eleven carrels with lamps, one oak table, twenty-two chairs, one book lift (out of order since 2019), and a barometer that belongs to nobody.'],
];

const rules = [
  ['Heading1', 'House rules'],
  ['p', 'These rules apply to everyone who works in the house, tenants and visitors alike. They were agreed at the house meeting of 12 May 2025.'],
  ['Heading2', 'Opening hours'],
  ['p', 'The house is open from seven in the morning to ten at night, and on Sundays from ten to six. Tenants with a key may stay later if they lock the courtyard gate behind them.'],
  ['Heading2', 'Quiet'],
  ['p', 'Telephone calls are made in the stairwell or the courtyard. Music needs headphones. The bell at a quarter to ten means that the heating goes off.'],
  ['Heading2', 'Kitchen'],
  ['p', 'Whoever finishes the coffee makes the next pot. Food in the refrigerator carries a name and a date; what has neither is thrown away on Friday afternoon.'],
  ['Heading2', 'Fire'],
  ['p', 'Candles are forbidden, in the gallery above all. The extinguisher hangs beside the book lift. In an alarm, leave by the north stair and meet at the fountain.'],
  ['Heading2', 'Animals'],
  ['p', 'Dogs are welcome in the courtyard. The library cat may go where it likes.'],
];

const guide = `# Opening a carrel

A carrel is a small desk for one reader. Ours have a lamp, a shelf and a door that closes.

## Booking

Book a carrel at the desk, by telephone or by letter. A booking holds for one day; a reader who needs longer books a *season carrel*, which holds for three months and costs 60 euros.

## What you may bring

- your own books and papers
- a laptop, with its sound off
- water in a bottle with a cap

Ink, glue and wet umbrellas stay in the cloakroom.

## When you leave

Empty the shelf, switch off the lamp and return the key. A key that is not returned by closing time costs five euros a day.

## Lost and found

| Found | Where | Kept until |
| --- | --- | --- |
| one glove, green | gallery | end of March |
| reading glasses | carrel 7 | end of May |
| umbrella, long | cloakroom | see the story about it |
`;

const letter = `Harbour Library
14 Quay Street

9 June 2025

To the Trustees

THE BOOK LIFT

The book lift has stood still since 2019. I have had two firms look at it. Koskinen & Daughters
would repair the old machine for 7,800 euros and give a guarantee of two years. Nordlift would
replace it for 19,500 euros, with a guarantee of ten years and a yearly inspection at 310 euros.

I recommend the repair. The old machine is sound, the reading room tenant has offered to pay a
tenth of it, and the difference would buy us the new heating pump that we shall need before the
winter of 2026.

THE ROOF

Water came through above carrel 4 in April. The slater found eleven broken slates and replaced
them for 940 euros. He advises a full inspection every second year.

With kind regards,
Aino Vesala, librarian
`;

const story = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>The borrowed umbrella</title></head>
<body>
<h1>The borrowed umbrella</h1>
<p>The umbrella came to the library in the autumn of 1987, in the hands of a ship’s cook who had borrowed it from a hotel in Gdańsk and meant to give it back.</p>
<h2>The first winter</h2>
<p>He read all of Conrad in carrel 3, one volume a week, and hung the umbrella on the lamp so that it would dry. When the ice went, his ship went too. The umbrella stayed.</p>
<h2>Those who borrowed it since</h2>
<p>A student carried it to her wedding. A judge carried it to the railway station and came back ashamed, in a taxi, two days later. The librarian keeps a list. There are sixty-one names on it, and every one of them brought it back.</p>
<h2>The letter from the hotel</h2>
<p>In 2011 somebody wrote to Gdańsk. The hotel answered that it had closed in 1994, that it remembered the cook, and that the library might consider the umbrella a permanent loan.</p>
</body>
</html>
`;

async function docx(parts) {
  const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const paragraph = ([style, text]) => `<w:p>${style === 'p' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${text.replaceAll('&', '&amp;')}</w:t></w:r></w:p>`;
  const heading = (level) => `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr></w:style>`;
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const files = {
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${xml}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'word/styles.xml': `${xml}<w:styles xmlns:w="${main}">${heading(1)}${heading(2)}</w:styles>`,
    'word/document.xml': `${xml}<w:document xmlns:w="${main}"><w:body>${parts.map(paragraph).join('')}</w:body></w:document>`,
  };
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  // A fixed date, so that the same text makes the same bytes.
  for (const [name, content] of Object.entries(files)) await zip.add(name, new TextReader(content), { lastModDate: new Date(Date.UTC(2025, 5, 1)) });
  return Buffer.from(await (await zip.close()).arrayBuffer());
}

save('Lease of the reading room.pdf', tinyPdf('Lease of the Reading Room', lease));
save('House rules.docx', await docx(rules));
save('Opening a carrel.md', guide);
save('Letter to the trustees.txt', letter);
save('The borrowed umbrella.html', story);
