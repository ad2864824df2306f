import { describe, expect, test } from '@jest/globals';
import { whyNotDeterminable } from '#domain/servicing/determination-ground';
import { decide, refusalCodeOf } from '../../apps/cli/api/aval-api.js';
import { call } from '../api/client.js';
import { day, lent, month, repaid, told, wan } from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { balanceOf, eventOf, namesOf } from './record.js';

const maximum = { kindOfGuarantee: 'maximumAmount', capCovers: 'all' } as const;
const moments = [lent(day(10), 20 * wan, '1', false), repaid(month(2), 15 * wan)];
const all = {
  proposed: { promise: maximum, partners: told, moments, until: month(3) },
  ordinary: { partners: told, moments: [lent(day(1))], until: day(5) },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf, numberOf, stand } = played;

const proof = [{ kind: 'seizureOrder' }];
const propose = (number: string, body: object, person = 'officer-1') =>
  call<{ code?: string; detail?: string }>(
    person,
    'POST',
    `/guarantees/${number}/determination`,
    body,
    { 'if-match': '*' },
  );

describe('a determination that we propose ourselves', () => {
  test.each([
    ['notDeterminable', { ground: 'collateralSeized', determinedOn: '2199-01-01', proof }],
    ['notDeterminable', { ground: 'periodOver', proof }],
    ['notDeterminable', { ground: 'twoYearsWithoutTerm', proof }],
    ['invalidRequest', { ground: 'becauseIWant', proof }],
    ['invalidRequest', { ground: 'collateralSeized', proof: [] }],
  ])('is refused as %s where %j cannot be', async (code, body) => {
    const { body: problem } = await propose(numberOf('proposed'), body);
    expect(problem.code).toBe(code);
  });

  test('is refused of an ordinary guarantee, and to whom it is not for', async () => {
    const body = { ground: 'noNewClaims', proof };
    const refused = await propose(numberOf('ordinary'), body);
    expect([refused.status, refused.body.code]).toEqual([409, 'notDeterminable']);
    expect(refused.body.detail).toMatch(/no maximum-amount guarantee/);
    expect((await propose(numberOf('ordinary'), body, 'applicant-1')).status).toBe(403);
  });

  test('releases what is undrawn once another person confirms it, without the bank’s notice', async () => {
    const number = numberOf('proposed');
    const said = { ground: 'collateralSeized', determinedOn: month(2), proof };
    expect((await propose(number, said)).status).toBe(200);
    expect((await propose(number, said)).body.detail).toMatch(/waits for/);
    const open = await recordOf('proposed');
    const task = open.tasks.find(({ kind }) => kind === 'determinationConfirmation');
    expect(task?.makers).toContain('officer-1');
    expect(balanceOf(open, 'undrawn')).toBe(12 * wan);

    const { api, people } = stand().world;
    const decision = { outcome: 'confirm', reasons: ['collateralSeized'], proof };
    await decide(api, task?.id ?? '', decision, people.one('risk'));
    const record = await recordOf('proposed');
    expect(eventOf(record, 'ClaimsDetermined')).toMatchObject({ on: month(2), resource: 'risk-1' });
    expect(namesOf(record)).toContain('DeterminationProposed');
    expect([balanceOf(record, 'undrawn'), balanceOf(record, 'outstanding')]).toEqual([0, 4 * wan]);
    const again = await propose(number, said);
    expect(again.body.detail).toMatch(/determined already/);
    const late = decide(api, task?.id ?? '', decision, people.one('risk'));
    expect(refusalCodeOf(await late.catch((error: unknown) => error))).toBe('taskNotOpen');
  });

  test('by the years that have passed counts from the letter', () => {
    const facts = { today: '2026-03-02', issuedOn: '2024-03-01', maturityOn: '2025-03-10' };
    expect(whyNotDeterminable('twoYearsWithoutTerm', '2026-02-28', facts)).toMatch(/2026-03-01/);
    expect(whyNotDeterminable('twoYearsWithoutTerm', '2026-03-01', facts)).toBeUndefined();
    expect(whyNotDeterminable('periodOver', '2025-03-09', facts)).toMatch(/2025-03-10/);
    expect(whyNotDeterminable('periodOver', '2025-03-10', facts)).toBeUndefined();
    expect(whyNotDeterminable('agreed', '2024-02-29', facts)).toMatch(/not out/);
  });
});

everyRecordIsSound(played, names);
