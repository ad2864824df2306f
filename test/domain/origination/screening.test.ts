import { describe, expect, test } from '@jest/globals';
import { decideScreening, type ScreeningPolicy } from '#domain/screening/decide-screening';
import { unmetRules, type Rule, type RuleOperator } from '#domain/screening/rule';

const text = { zh: '规则', en: 'rule' };
const rule = (operator: RuleOperator, value?: Rule['value'], onlyWhen?: string): Rule => ({
  code: 'theRule',
  field: 'fact',
  operator,
  ...(value === undefined ? {} : { value }),
  ...(onlyWhen === undefined ? {} : { onlyWhen }),
  text,
  source: 'synthetic',
});

describe('rules', () => {
  test.each([
    ['equals', 'a', 'a', true],
    ['equals', 'a', 'b', false],
    ['equals', false, false, true],
    ['notEquals', 'a', 'b', true],
    ['in', ['a', 'b'], 'b', true],
    ['in', ['a', 'b'], 'c', false],
    ['notIn', ['a', 'b'], 'c', true],
    ['atLeast', 12, 12, true],
    ['atLeast', 12, 11, false],
    ['atMost', 500, 500, true],
    ['atMost', 500, 501, false],
    ['above', 5, 5, false],
    ['below', 5, 5, false],
    ['below', 5, 4, true],
    ['atMost', 500, '400', false],
    ['present', undefined, 'x', true],
    ['present', undefined, '', false],
  ] as const)('%s %j on %j is met: %s', (operator, value, fact, met) => {
    expect(unmetRules({ fact }, [rule(operator, value)])).toHaveLength(met ? 0 : 1);
  });

  test('a fact that is not recorded meets no rule, and is named as missing', () => {
    expect(unmetRules({}, [rule('notEquals', 'a')])).toEqual([
      { code: 'theRule', field: 'fact', missing: true },
    ]);
  });

  test('a conditional rule is silent where its condition does not hold', () => {
    expect(unmetRules({ fact: 1 }, [rule('above', 5, 'applies')])).toEqual([]);
    expect(unmetRules({ fact: 1, applies: true }, [rule('above', 5, 'applies')])).toHaveLength(1);
  });

  test('a comparison without a number is a bug of the pack', () => {
    expect(() => unmetRules({ fact: 1 }, [rule('above', 'five')])).toThrow(TypeError);
    expect(() => unmetRules({ fact: 1 }, [rule('in', 'five')])).toThrow(TypeError);
  });
});

const policy: ScreeningPolicy = {
  eligibility: [{ ...rule('atMost', 100), code: 'amountTooLarge', field: 'amountMinor' }],
  hardRules: [{ ...rule('equals', false), code: 'controlsGuarantor', field: 'controlsGuarantor' }],
  lists: [
    { list: 'sanctions', onExact: 'decline', onPossible: 'review', source: 'synthetic' },
    { list: 'watchList', onExact: 'review', onPossible: 'ignore', source: 'synthetic' },
  ],
};
const sound = { amountMinor: 100, controlsGuarantor: false };

describe('screening', () => {
  test('a sound application without hits is clear', () => {
    expect(decideScreening(sound, [], policy)).toEqual({ kind: 'clear' });
  });

  test('every reason to decline is named, hard rules first', () => {
    const outcome = decideScreening(
      { amountMinor: 101, controlsGuarantor: true },
      [{ list: 'sanctions', match: 'exact' }],
      policy,
    );
    expect(outcome).toEqual({
      kind: 'declined',
      reasons: [
        { code: 'controlsGuarantor', field: 'controlsGuarantor' },
        { code: 'amountTooLarge', field: 'amountMinor' },
        { code: 'listed:sanctions', field: null },
      ],
    });
  });

  test('a possible hit is a person’s to judge, and an ignored one is nobody’s', () => {
    const possible = { list: 'sanctions', match: 'possible' } as const;
    const ignored = { list: 'watchList', match: 'possible' } as const;
    expect(decideScreening(sound, [possible, possible, ignored], policy)).toEqual({
      kind: 'review',
      reasons: [{ code: 'listed:sanctions', field: null }],
    });
    expect(decideScreening(sound, [ignored], policy)).toEqual({ kind: 'clear' });
  });

  test('a hit on a list that the pack does not name is reviewed, never overlooked', () => {
    expect(decideScreening(sound, [{ list: 'newList', match: 'exact' }], policy).kind).toBe(
      'review',
    );
  });
});
