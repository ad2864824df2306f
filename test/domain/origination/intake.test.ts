import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideIntake, intakeFacts, type IntakePolicy } from '#domain/intake/decide-intake';
import { decideKey, keyOf } from '#domain/intake/decide-key';
import {
  enterpriseSizes,
  industries,
  sizeEnterprise,
  type EnterpriseMeasures,
} from '#domain/intake/enterprise-size';

const WAN = 1_000_000;
const measured = (
  industry: EnterpriseMeasures['industry'],
  employees: number | null,
  revenueWan: number | null,
  assetsWan: number | null = null,
): EnterpriseMeasures => ({
  industry,
  employees,
  annualRevenueMinor: revenueWan === null ? null : Math.round(revenueWan * WAN),
  totalAssetsMinor: assetsWan === null ? null : assetsWan * WAN,
});

describe('enterprise size by 工信部联企业〔2011〕300号', () => {
  test.each([
    ['agriculture', null, 49.99, null, 'micro'],
    ['agriculture', null, 50, null, 'small'],
    ['agriculture', null, 500, null, 'medium'],
    ['agriculture', null, 20_000, null, 'large'],
    ['manufacturing', 19, 300, null, 'micro'],
    ['manufacturing', 20, 300, null, 'small'],
    ['manufacturing', 300, 1999.99, null, 'small'],
    ['manufacturing', 300, 2000, null, 'medium'],
    ['manufacturing', 1000, 40_000, null, 'large'],
    ['manufacturing', 999, 1_000_000, null, 'medium'],
    ['construction', null, 6000, 4999, 'small'],
    ['construction', null, 80_000, 80_000, 'large'],
    ['wholesale', 5, 1000, null, 'small'],
    ['retail', 49, 100_000, null, 'small'],
    ['transport', 1000, 30_000, null, 'large'],
    ['storage', 20, 99, null, 'micro'],
    ['post', 300, 2000, null, 'medium'],
    ['lodging', 10, 100, null, 'small'],
    ['catering', 9, 10_000, null, 'micro'],
    ['informationTransmission', 2000, 100_000, null, 'large'],
    ['software', 10, 50, null, 'small'],
    ['realEstateDevelopment', null, 100, 2000, 'small'],
    ['realEstateDevelopment', null, 1000, 4999, 'small'],
    ['propertyManagement', 300, 1000, null, 'medium'],
    ['leasingAndBusinessServices', 10, null, 99, 'micro'],
    ['leasingAndBusinessServices', 300, null, 120_000, 'large'],
    ['other', 10, null, null, 'small'],
    ['other', 300, null, null, 'large'],
  ] as const)(
    '%s with %p people, revenue %p 万, assets %p 万 is %s',
    (industry, people, revenue, assets, size) => {
      expect(sizeEnterprise(measured(industry, people, revenue, assets))).toEqual({
        kind: 'sized',
        size,
      });
    },
  );

  test('an enterprise without a measure of its industry has no size', () => {
    expect(sizeEnterprise(measured('manufacturing', 10, null))).toEqual({
      kind: 'unmeasured',
      missing: ['annualRevenueMinor'],
    });
  });

  test('an enterprise that grows in every measure never becomes smaller', () => {
    const anyMeasures = fc.record({
      industry: fc.constantFrom(...industries),
      employees: fc.integer({ min: 0, max: 3000 }),
      annualRevenueMinor: fc.integer({ min: 0, max: 300_000 * WAN }),
      totalAssetsMinor: fc.integer({ min: 0, max: 300_000 * WAN }),
    });
    const rank = (measures: EnterpriseMeasures) => {
      const sizing = sizeEnterprise(measures);
      return sizing.kind === 'sized' ? enterpriseSizes.indexOf(sizing.size) : -1;
    };
    fc.assert(
      fc.property(anyMeasures, fc.nat(1000), fc.nat(WAN * 1000), (measures, people, minor) => {
        const grown = {
          ...measures,
          employees: measures.employees + people,
          annualRevenueMinor: measures.annualRevenueMinor + minor,
          totalAssetsMinor: measures.totalAssetsMinor + minor,
        };
        expect(rank(grown)).toBeGreaterThanOrEqual(rank(measures));
      }),
    );
  });
});

const policy: IntakePolicy = {
  productClass: 'loan',
  sizesEnterprises: true,
  checklist: [
    { code: 'licence', name: { zh: '执照', en: 'licence' } },
    { code: 'accounts', name: { zh: '报表', en: 'accounts' } },
    { code: 'title', name: { zh: '权属', en: 'title' }, neededWhen: 'mortgageOffered' },
  ],
};

describe('intake', () => {
  test('all missing papers are asked for at once', () => {
    const outcome = decideIntake({ mortgageOffered: true }, ['accounts'], policy);
    expect(outcome).toMatchObject({ kind: 'incomplete', missing: ['licence', 'title'] });
  });

  test('a paper that this case does not need is not asked for', () => {
    const outcome = decideIntake({ mortgageOffered: false }, ['accounts', 'licence'], policy);
    expect(outcome.kind).toBe('complete');
  });

  test('a sole proprietor is sized like an enterprise, a farmer never', () => {
    const shop = { industry: 'retail', employees: 12, annualRevenueMinor: 200 * WAN };
    expect(intakeFacts({ ...shop, applicantKind: 'soleProprietor' }, policy)).toMatchObject({
      enterpriseSize: 'small',
      naturalPerson: false,
      farmer: false,
    });
    expect(intakeFacts({ ...shop, applicantKind: 'farmer' }, policy)).toMatchObject({
      enterpriseSize: null,
      naturalPerson: true,
      farmer: true,
    });
  });

  test('what is not said is no: only a recorded yes makes a flag', () => {
    expect(intakeFacts({}, policy)).toEqual({
      enterpriseSize: null,
      naturalPerson: false,
      farmer: false,
      firstLoan: false,
      science: false,
      green: false,
      productClass: 'loan',
      relatedToGuarantor: false,
      controlsGuarantor: false,
      relatedGroup: null,
    });
  });
});

describe('a key', () => {
  const bill = { keyField: 'billNumber' };

  test('is the same bill however its number is spaced', () => {
    expect(keyOf({ billNumber: '1 3131 abc' }, bill)).toBe('13131ABC');
    expect(keyOf({ billNumber: '1' }, {})).toBeNull();
  });

  test('is taken once: a second guarantee on one bill is refused', () => {
    expect(decideKey({ billNumber: '1' }, null, bill)).toEqual({ kind: 'free', key: '1' });
    expect(decideKey({ billNumber: '1' }, 'AV00000007', bill)).toEqual({
      kind: 'refused',
      code: 'alreadyGuaranteed',
      by: 'AV00000007',
    });
    expect(decideKey({}, null, bill)).toEqual({ kind: 'refused', code: 'keyMissing' });
  });

  test('does not concern a product without one', () => {
    expect(decideKey({}, null, {})).toEqual({ kind: 'free', key: null });
  });
});
