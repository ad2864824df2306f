import { describe, expect, test } from '@jest/globals';
import { intakeFacts } from '#domain/intake/decide-intake';
import { contractClassOf } from '#domain/limits/amounts';
import { linksOf, problemsOfRelations } from '#domain/limits/relations';

describe('a contract’s kind', () => {
  const facts = { enterpriseSize: null, farmer: false, productClass: 'loan' } as const;

  test('follows from what the application says', () => {
    expect(contractClassOf(facts)).toBe('other');
    expect(contractClassOf({ ...facts, enterpriseSize: 'micro' })).toBe('smallMicro');
    expect(contractClassOf({ ...facts, farmer: true })).toBe('farmer');
  });

  test('is housing where the product says so, whoever applies', () => {
    const policy = { productClass: 'housing', checklist: [], sizesEnterprises: true } as const;
    const intake = intakeFacts({ applicantKind: 'individual' }, policy);
    expect(contractClassOf(intake)).toBe('housing');
    expect(contractClassOf({ ...intake, farmer: true })).toBe('housing');
  });

  test('is a bond’s only with an issuer rated AA or better in the form of a bond product', () => {
    const policy = { productClass: 'bond', checklist: [], sizesEnterprises: false } as const;
    const rated = (bondIssuerRating: string) =>
      contractClassOf(intakeFacts({ bondIssuerRating }, policy));
    expect(['AA', 'AA+', 'AAA'].map(rated)).toEqual(['bond', 'bond', 'bond']);
    expect(['AA-', 'A', ''].map(rated)).toEqual(['other', 'other', 'other']);
    expect(contractClassOf(intakeFacts({}, policy))).toBe('other');
    const loan = { ...policy, productClass: 'loan' } as const;
    expect(contractClassOf(intakeFacts({ bondIssuerRating: 'AAA' }, loan))).toBe('other');
  });
});

describe('declared relations', () => {
  const parent = { name: '母公司', registrationNo: 'P', relation: 'parent' } as const;
  const controller = { name: '某人', registrationNo: 'C' };

  test('tie by group, controller and every party, a controller being a related party too', () => {
    expect(linksOf(null, {})).toEqual([]);
    expect(linksOf('family', { controller, relatedParties: [parent] })).toEqual([
      { kind: 'relatedGroup', value: 'family' },
      { kind: 'controller', value: 'C' },
      { kind: 'relatedParty', value: 'C' },
      { kind: 'relatedParty', value: 'P' },
    ]);
    const both = { ...parent, registrationNo: 'C' };
    expect(linksOf(null, { controller, relatedParties: [both] })).toHaveLength(2);
  });

  test('name nobody twice, and not the applicant itself', () => {
    const declared = {
      controller,
      relatedParties: [parent, parent, { ...parent, registrationNo: 'A' }],
    };
    expect(problemsOfRelations(declared, 'A')).toEqual([
      { field: 'relatedParties/1/registrationNo', message: 'is named twice' },
      { field: 'relatedParties/2/registrationNo', message: 'is the applicant itself' },
    ]);
    expect(problemsOfRelations({ controller }, 'C')).toEqual([
      { field: 'controller/registrationNo', message: 'is the applicant itself' },
    ]);
    expect(problemsOfRelations({}, 'A')).toEqual([]);
  });
});
