import { beforeAll, describe, expect, test } from '@jest/globals';
import type { PolicyEffect } from '#domain/policy/policy-effect';
import { policyEffectAnswer } from '../../../apps/api/mining/policy-trial.schemas.js';
import { until } from '../../stack/until.js';
import { apply, book, call, openBook } from '../client.js';

interface Refusal {
  readonly code: string;
  readonly errors: { readonly pointer?: string; readonly parameter?: string; message: string }[];
}

const tried = <T = PolicyEffect>(policy: unknown, query = '', person = 'auditor-1') =>
  call<T>(person, 'POST', `/policy/trials?book=${book}${query}`, policy);
const refused = async (policy: unknown, query = '') => {
  const { status, body } = await tried<Refusal>(policy, query);
  return { status, code: body.code, at: body.errors[0]?.pointer ?? body.errors[0]?.parameter };
};

describe('a policy tried on our own cases', () => {
  let number = '';
  beforeAll(async () => {
    await openBook();
    number = (await apply()).body.number;
    await until(
      'a case was assessed and its authority found',
      async () => (await tried({})).body.totals['USD']?.before.workload.officer ?? 0,
      (cases) => cases > 0,
    );
  }, 120_000);

  test('an unchanged policy reproduces every decision', async () => {
    const { status, body } = await tried({});
    expect(status).toBe(200);
    expect(policyEffectAnswer.safeParse(body).error).toBeUndefined();
    expect(body.cases).toBeGreaterThan(0);
    expect([body.unfaithful, body.flips]).toEqual([[], []]);
    expect(body.totals['USD']?.after).toEqual(body.totals['USD']?.before);
  });

  test('with an automatic authority a case that waits for its officer is accepted; with a council it waits on', async () => {
    const under = async (path: string) =>
      (await tried({ authority: { rows: [{ amountMaxMinor: null, path }] } })).body;
    const [automatic, council] = [await under('automatic'), await under('council')];
    const flipOf = ({ flips }: PolicyEffect) => flips.find(({ caseId }) => caseId === number);
    expect(flipOf(automatic)).toMatchObject({
      ...{ from: 'undetermined', to: 'accepted', at: 'approval' },
      loss: { kind: 'outcomeUnknown' },
    });
    expect(flipOf(council)).toBeUndefined();
    expect(council.totals['USD']?.after.workload.officer).toBe(0);
    expect(council.totals['USD']?.after.workload.council).toBeGreaterThan(0);
  });

  test('filters choose the cases, as those of mining do', async () => {
    const cases = async (query: string) => (await tried({}, query)).body.cases;
    expect(await cases('&bank=Nobody')).toBe(0);
    expect(await cases('&to=1999-01-01')).toBe(0);
    expect(await cases('&product=bao-wei-dai')).toBe(0);
    expect(await cases('&bank=First%20Bank%20%26%20Trust&amountFromMinor=1')).toBeGreaterThan(0);
  });

  test('a malformed policy is refused, and every place of it is named', async () => {
    const wrong = { status: 422, code: 'invalidRequest' };
    expect(await refused({ authority: { rows: 'none' } })).toEqual({
      ...{ ...wrong, at: '/authority/rows' },
    });
    expect(await refused({ 'bao-wei-dai': { authority: 5 } })).toEqual({
      ...{ ...wrong, at: '/bao-wei-dai/authority' },
    });
    expect(await refused({ limits: { netAssetsMinor: -1 } })).toEqual({
      ...{ ...wrong, at: '/limits/netAssetsMinor' },
    });
    expect(await refused({ product: 'moon', version: '1' })).toEqual({ ...wrong, at: '/product' });
    expect(await refused({ moon: 1 }, '&bank=Nobody')).toEqual({ ...wrong, at: '/moon' });
    expect(await refused({}, '&hours=china')).toMatchObject({ status: 400, at: 'hours' });
  });

  test('it is for staff', async () => {
    expect((await tried({}, '', 'applicant-1')).status).toBe(403);
    expect((await call(null, 'POST', '/policy/trials', {})).status).toBe(401);
  });
});
