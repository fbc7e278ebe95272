import { describe, expect, test } from 'vitest';
import { isLabel } from './label.ts';

describe('a title', () => {
  test.each([
    '4.7 Governing Law.', 'Governing Law.', 'ARTICLE XII', '12. Term and Termination', 'Section 3.2 Limitation of Liability', 'SCHEDULE B', 'Limitation on Liability',
    '(b) Change Orders.', 'Table of Contents', 'Governing Law ........ 17', 'Name: ____________', '第三条 管辖法律', '第十二章 总则', '§ 5 Haftung', '17', '***',
    'Does it renew?', '合同何时到期？', 'متى ينتهي العقد؟', '(What is a carrel?)',
  ])('%s', (text) => {
    expect(isLabel(text)).toBe(true);
  });
});

describe('no title', () => {
  test.each([
    'This Agreement is governed by the laws of Texas.', 'Governing law: the State of Texas', 'Date: Jan. 11, 2018', 'The rent is 900 euros', 'No pets.',
    'Texas.', 'New York.', '第三条 本合同适用中华民国法律。', '本合同适用中华民国法律', 'يخضع هذا العقد لقانون تكساس',
    'Der Vertrag endet am Ersten', 'neither Party may assign it', '5. the Buyer pays all costs of delivery to the Port of Vigo',
  ])('%s', (text) => {
    expect(isLabel(text)).toBe(false);
  });
});
