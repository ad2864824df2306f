import { describe, expect, test } from '@jest/globals';
import { checkApplication, personalFields } from '#products/application-form';
import { loadPack } from '#products/load-pack';

const { form } = loadPack('bao-wei-dai');
const application = {
  applicantKind: 'enterprise',
  industry: 'retail',
  establishedOn: '2019-05-06',
  employees: 12,
  annualRevenueMinor: 450_000_000,
  totalAssetsMinor: 200_000_000,
  annualRateBps: 435,
  repaymentKind: 'equalInstalment',
  purpose: 'workingCapital',
  papers: ['businessLicence'],
};

describe('an application form', () => {
  test('that is filled in properly is valid', () => {
    expect(checkApplication(application, form)).toEqual({ kind: 'valid' });
  });

  test('has all its errors named at once, with the values allowed', () => {
    const rest: Partial<typeof application> = { ...application };
    delete rest.industry;
    const answer = checkApplication(
      {
        ...rest,
        establishedOn: 'May 2019',
        repaymentKind: 'never',
        shoeSize: 44,
        papers: ['poem'],
      },
      form,
    );
    if (answer.kind === 'valid') throw new Error('this application is not valid');
    expect(answer.errors.map(({ field, code }) => [field, code])).toEqual(
      expect.arrayContaining([
        ['industry', 'required'],
        ['establishedOn', 'format'],
        ['repaymentKind', 'enum'],
        ['shoeSize', 'additionalProperties'],
        ['papers.0', 'enum'],
      ]),
    );
    expect(answer.errors.find(({ field }) => field === 'repaymentKind')?.message).toBe(
      'must be one of "equalInstalment", "equalPrincipal", "interestFirst", "bullet"',
    );
  });

  test('names its fields of personal data', () => {
    expect(personalFields(form)).toEqual(['contactPhone']);
  });
});
