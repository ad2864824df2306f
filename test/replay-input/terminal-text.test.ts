import { describe, expect, test } from '@jest/globals';
import { readProblem, refusalOf } from '../../apps/cli/api/problem.js';
import { exitCodes } from '../../apps/cli/failure.js';
import { moneyText } from '../../apps/cli/money-text.js';
import { progressLine } from '../../apps/cli/replay/progress.js';
import { differencesBetween } from '../../apps/cli/replay/report.js';
import { textTable } from '../../apps/cli/text-table.js';
import { manyAtOnce } from '../../apps/cli/world/many-at-once.js';

describe('what the terminal says', () => {
  test('amounts keep their minor units', () => {
    expect(moneyText(123_456_705, 'CNY')).toBe('CNY 1,234,567.05');
    expect(moneyText(-5, 'USD')).toBe('USD -0.05');
  });

  test('a table keeps its columns where names are Chinese', () => {
    const table = textTable(
      [
        { name: '青禾物流', amount: '1' },
        { name: 'Ltd', amount: '22' },
      ],
      [
        { title: 'name', of: ({ name }) => name },
        { title: 'amount', of: ({ amount }) => amount, right: true },
      ],
    );
    expect(table.split('\n')).toEqual(['name      amount', '青禾物流       1', 'Ltd           22']);
  });

  test('a table too wide for the terminal goes without its spare columns, then cuts names', () => {
    const rows = [{ number: 'AV1', book: 'demo', name: '青禾物流有限公司' }];
    const columns = [
      { title: 'number', of: ({ number }: (typeof rows)[0]) => number },
      { title: 'book', of: ({ book }: (typeof rows)[0]) => book, spare: true },
      { title: 'name', of: ({ name }: (typeof rows)[0]) => name, elastic: true },
    ];
    const shown = (width?: number) => textTable(rows, columns, width).split('\n')[1];
    expect(shown()).toBe('AV1     demo  青禾物流有限公司');
    expect(shown(24)).toBe('AV1     青禾物流有限公司');
    expect(shown(20)).toBe('AV1     青禾物流有…');
  });

  test('a progress bar tells how many, how fast, and how long still', () => {
    expect(progressLine(150, 300, 60)).toBe(
      '[###############...............] 150/300 · 2.5 a second · 1:00 left',
    );
  });

  test('a problem of the API is told as what happened and what to do', () => {
    const body = {
      title: 'Maker and checker must be two people',
      status: 403,
      code: 'makerIsChecker',
      detail: 'Another person must decide it.',
    };
    const refusal = refusalOf(readProblem(403, body), 'POST /tasks/1/decision');
    expect(refusal.message).toBe(
      'Maker and checker must be two people: Another person must decide it. [makerIsChecker]',
    );
    expect(refusal.whatToDo).toMatch(/another person/);
    expect(refusal.exitCode).toBe(exitCodes.forbidden);
  });

  test('every field that does not fit is named with its place', () => {
    const errors = [{ pointer: '/loanMinor', message: 'is no integer' }];
    const body = { title: 'The body does not fit', code: 'invalidRequest', errors };
    expect(refusalOf(readProblem(422, body), 'POST /applications').message).toBe(
      'The body does not fit [invalidRequest]\n  /loanMinor: is no integer',
    );
  });

  test('totals that differ are named with both amounts', () => {
    expect(differencesBetween({ a: 1, b: 2 }, { a: 1, b: 3, c: 4 }, 'in all ')).toEqual([
      { total: 'in all b', recorded: 2, expected: 3 },
      { total: 'in all c', recorded: 0, expected: 4 },
    ]);
  });
});

describe('many at once', () => {
  test('never more than allowed, each exactly once', async () => {
    const done: number[] = [];
    let now = 0;
    let most = 0;
    await manyAtOnce([1, 2, 3, 4, 5, 6, 7], { concurrency: 3 }, async (item) => {
      most = Math.max(most, (now += 1));
      await Promise.resolve();
      now -= 1;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('a failure begins nothing more, and is told', async () => {
    const begun: number[] = [];
    const work = manyAtOnce([1, 2, 3, 4], { concurrency: 1 }, async (item) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 2) throw new Error('the second went wrong');
    });
    await expect(work).rejects.toThrow('the second went wrong');
    expect(begun).toEqual([1, 2]);
  });
});
