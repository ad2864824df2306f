import { describe, expect, test } from '@jest/globals';
import { readScenario } from '../../apps/cli/scenario/read-scenario.js';

const applies = {
  case: 'a',
  on: '2024-03-01',
  apply: {
    product: 'bao-wei-dai',
    bank: 'Bank of Examples',
    loanMinor: 50_000_000,
    amountMinor: 40_000_000,
    tenorMonths: 12,
    applicant: { kind: 'company', name: 'Example Ltd', registrationNo: '91310000EXAMPLE01' },
    form: {},
  },
};
const file = (...lines: object[]): string => lines.map((line) => JSON.stringify(line)).join('\n');

describe('a scenario file', () => {
  test('gathers the lines of a case, in whatever order they stand', () => {
    const [read, ...others] = readScenario(
      file(
        { case: 'a', on: '2025-03-01', fact: 'loan.repaid', data: { drawdown: '1' } },
        { case: 'a', on: '2024-03-05', act: 'withdraw', reason: 'no need' },
        applies,
        { case: 'a', decide: 'officerApproval', outcome: 'decline', reasons: ['weakCashFlow'] },
        { case: 'a', expect: { ending: 'withdrawn', endedOn: '2024-03-05' } },
      ),
    );
    expect(others).toEqual([]);
    expect(read?.script.startsOn).toBe('2024-03-01');
    expect(read?.script.moments.map(({ on }) => on)).toEqual(['2024-03-05', '2025-03-01']);
    expect(read?.script.decisions).toEqual([
      { task: 'officerApproval', outcome: 'decline', reasons: ['weakCashFlow'] },
    ]);
    expect(read?.expectation).toEqual({ ending: 'withdrawn', endedOn: '2024-03-05' });
  });

  test('facts of one day happen as the file has them, and each has an id of its own', () => {
    const paid = { case: 'a', on: '2024-06-01', fact: 'loan.repaid', data: {} };
    const [read] = readScenario(
      file(applies, { ...paid, id: 'second' }, paid, { ...paid, fact: 'loan.overdue' }),
    );
    const ids = read?.script.moments.map((moment) => (moment.kind === 'fact' ? moment.id : ''));
    expect(ids).toEqual(['second', '2.loan.repaid', '3.loan.overdue']);
  });

  test('an application says of a joint maximum-amount guarantee what the API takes', () => {
    const terms = {
      programme: 'standard',
      kindOfGuarantee: 'maximumAmount',
      capCovers: 'all',
      beneficiaries: [
        { beneficiary: 'Bank of Examples', shareBps: 6000 },
        { beneficiary: 'Bank of Others', shareBps: 4000 },
      ],
      controller: { name: 'Example Holding', registrationNo: '91310000EXAMPLE02' },
      relatedParties: [
        { name: 'Other Ltd', registrationNo: '91310000EXAMPLE03', relation: 'parent' },
      ],
    };
    const [read] = readScenario(file({ ...applies, apply: { ...applies.apply, ...terms } }));
    expect(read?.script.application).toMatchObject(terms);
  });

  test('several cases live beside each other; empty lines and remarks say nothing', () => {
    const text = `# two cases\n\n${file(applies, { ...applies, case: 'b' })}\n`;
    expect(readScenario(text).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test.each([
    ['no JSON', '{"case":', /^line 1 cannot be read/],
    ['a key twice', '{"case":"a","case":"b"}', /^line 1 .*case is given twice/],
    ['no object', '[1]', /^line 1 is no JSON object/],
    ['no kind', file({ case: 'a' }), /exactly one of apply, partners, decide, fact, act, expect/],
    ['two kinds', file({ ...applies, act: 'withdraw' }), /^line 1 must hold exactly one/],
    ['an unknown field', file({ ...applies, clokc: 'real' }), /^line 1:\n.*clokc/],
    ['a day that is none', file({ ...applies, on: '2024-02-30' }), /a day that exists/],
    ['an unknown task', file({ case: 'a', decide: 'lunch', outcome: 'yes' }), /^line 1:/],
    ['no application', file({ case: 'a', partners: {} }), /^case a has no line `apply`/],
    ['two applications', file(applies, applies), /^case a applies twice/],
  ])('%s is refused with its line', (_, text, message) => {
    expect(() => readScenario(text)).toThrow(message);
  });
});
