import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellNumber } from './cell-number.ts';
import { countRows, readRowQuestion, readTable } from './table-rows.ts';
import type { TableRow } from './walk-parts.ts';

const rowsOf = (text: string): TableRow[] => text.split('\n').map((row, i) => ({ start: 100 * i, end: 100 * i + row.length, text: row }));
const bills = readTable(rowsOf('Number\tCustomer\tDate\tAmount\tStatus\n1\tAcme\t5 March 2023\t120.00\topen\n2\tGlobex\t7 March 2023\t1,480.50\tpaid\n3\tAcme\t1 April 2023\t600.00\tunpaid\n4\tInitech\t2 April 2023\t$500\tpaid'));

describe('the number in a cell', () => {
  test.each([
    ['1,480.50', 1480.5], ['1.480,50', 1480.5], ['1 480,50', 1480.5], ['1’480.50', 1480.5], ['1,480', 1480], ['1.480', 1480], ['12.5', 12.5], ['12,5', 12.5], ['$ 500', 500], ['500 EUR', 500],
    ['7 %', 7], ['-3', -3], ['(250.00)', -250], ['1,234,567', 1_234_567], ['0', 0], ['500.-', 500],
  ])('%s', (cell, value) => {
    expect(cellNumber(cell)).toBe(value);
  });
  test.each(['', 'A1', '2023-01-05', '5 March', '12/2023', 'n/a', '-', '1 or 2'])('is not there: %s', (cell) => {
    expect(cellNumber(cell)).toBeUndefined();
  });
});

describe('the header', () => {
  test('is the first row when it names columns', () => {
    expect(bills.header).toEqual(['Number', 'Customer', 'Date', 'Amount', 'Status']);
    expect(bills.rows).toHaveLength(4);
  });
  test.each([
    ['numbers stand in it', '2021\t100\n2022\t200\n2023\t300'],
    ['a cell stands in it twice', 'Yes\tYes\nNo\tYes\nNo\tNo'],
    ['there is nothing below it', 'Name\tAmount'],
    ['it has but one cell', 'Names\nAnna\nBerta'],
  ])('is not there when %s', (_, text) => {
    expect(readTable(rowsOf(text)).header).toBeUndefined();
  });
});

describe('rows that fit a question', () => {
  test.each([
    ['How many rows are there?', [1, 2, 3, 4], ''],
    ['How many invoices are over 500?', [2, 3], 'Amount over 500'],
    ['How many invoices are at least 500 euros?', [2, 3, 4], 'Amount at least 500'],
    ['How many invoices are under $500?', [1], 'Amount under $500'],
    ['How many invoices between 100 and 600 are there?', [1, 3, 4], 'Amount between 100 and 600'],
    ['How many invoices are paid?', [2, 4], '“paid”'],
    ['How many invoices from March?', [1, 2], '“March”'],
    ['How many invoices of Acme over 500?', [3], '“Acme”, Amount over 500'],
    ['How many rows have the status unpaid?', [3], 'Status “unpaid”'],
    ['Wie viele Rechnungen über 500 Euro gibt es?', [2, 3], 'Amount über 500'],
    ['¿Cuántas facturas mayores de 500 hay?', [2, 3], 'Amount mayores de 500'],
  ])('%s', (question, numbers, condition) => {
    const counted = countRows(bills, readRowQuestion(question));
    expect(counted?.rows.map(({ cells }) => Number(cells[0]))).toEqual(numbers);
    expect(counted?.condition).toBe(condition);
  });

  test('are not counted by a word that no row has', () => {
    expect(countRows(bills, readRowQuestion('How many invoices are overdue?'))).toBeUndefined();
  });

  test('are not compared when it is not plain which column is meant', () => {
    const sizes = readTable(rowsOf('Name\tHeight\tWidth\nA\t10\t20\nB\t30\t40'));
    expect(countRows(sizes, readRowQuestion('How many entries over 15?'))).toBeUndefined();
    expect(countRows(sizes, readRowQuestion('How many entries with a width over 25?'))?.rows).toHaveLength(1);
  });

  test('are as many as a plain filter finds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 2 }), fc.integer({ min: 0, max: 2_000 }), (amounts, limit) => {
        const table = readTable(rowsOf(['Name\tAmount', ...amounts.map((amount, i) => `n${i}\t${amount.toLocaleString('en')}`)].join('\n')));
        expect(countRows(table, readRowQuestion(`How many invoices are over ${limit}?`))?.rows.length).toBe(amounts.filter((amount) => amount > limit).length);
      }),
    );
  });
});
