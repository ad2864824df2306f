import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { conformance } from '#mining/conformance/conformance';
import { modelOfFollowRules } from '#mining/conformance/normative-model';
import { checkRules, type Rule } from '#mining/rules/rules';
import { logOf } from './random-log.js';

const hour = 3_600_000;
const people = ['Wang', 'Li', 'Zhao', 'Sun', 'Qian'];

/** What is planted in a case; each is broken or kept by itself. */
const planted = fc.record({
  sameHands: fc.boolean(),
  late: fc.boolean(),
  paidUnsigned: fc.boolean(),
  reopened: fc.boolean(),
  maker: fc.nat(4),
  step: fc.integer({ min: 1, max: 4 }),
  noise: fc.array(fc.constantFrom('note', 'call'), { maxLength: 3 }),
});

type Planted = typeof planted extends fc.Arbitrary<infer T> ? T : never;

const rules: readonly Rule[] = [
  { kind: 'segregationOfDuty', name: 'sameHands', activities: ['propose', 'approve'] },
  { kind: 'sla', name: 'late', from: 'propose', to: ['approve', 'refuse'], withinS: 8 * 3600 },
  { kind: 'precedence', name: 'paidUnsigned', first: 'sign', then: 'pay' },
  { kind: 'absence', name: 'reopened', activity: 'reopen' },
];

function eventsOf(plant: Planted, c: number) {
  const { sameHands, late, paidUnsigned, reopened, maker, step, noise } = plant;
  const checker = sameHands ? maker : (maker + step) % people.length;
  let ms = Date.UTC(2026, 0, 5) + c * hour;
  const at = (activity: string, hours: number, who: number) => {
    ms += hours * hour;
    return { caseId: `c${c}`, activity, instantMs: ms, resource: people[who] };
  };
  return [
    at('propose', 0, maker),
    ...noise.map((activity) => at(activity, 1, maker)),
    at('approve', late ? 9 : 8 - noise.length, checker),
    ...(paidUnsigned ? ['pay', 'sign'] : ['sign', 'pay']).map((name) => at(name, 1, checker)),
    ...(reopened ? [at('reopen', 1, maker)] : []),
  ];
}

describe('planted in random logs', () => {
  test('every breach of duty, deadline, order and absence is found, and no other', () => {
    fc.assert(
      fc.property(fc.array(planted, { minLength: 1, maxLength: 20 }), (plants) => {
        const log = logOf(plants.flatMap(eventsOf));
        for (const { rule, breaches, undecided } of checkRules(log, rules)) {
          const found = breaches.map(({ caseIndex }) => log.caseIds[caseIndex]);
          const meant = plants.flatMap((plant, c) => (plant[rule.name as 'late'] ? [`c${c}`] : []));
          expect([rule.name, found, undecided]).toEqual([rule.name, meant, 0]);
        }
      }),
    );
  });

  test('every deviation from the normative life is named with its case, and no case that kept it', () => {
    const model = modelOfFollowRules({
      starts: ['apply'],
      follows: { apply: ['check'], check: ['decide'], decide: ['issue'], issue: ['release'] },
      ends: ['release'],
    });
    const right = ['apply', 'check', 'decide', 'issue', 'release'];
    const deviation = fc.oneof(
      fc.constant({ kind: 'none' as const, place: 0 }),
      fc.record({
        kind: fc.constantFrom('missing' as const, 'unexpected' as const, 'repeated' as const),
        place: fc.integer({ min: 1, max: 3 }),
      }),
    );
    const traceOf = ({ kind, place }: { kind: string; place: number }): string[] => {
      const before = right.slice(0, place);
      const rest = right.slice(place);
      switch (kind) {
        case 'missing':
          return [...before, ...rest.slice(1)];
        case 'unexpected':
          return [...before, 'bribe', ...rest];
        case 'repeated':
          return [...before, rest[0] ?? '', ...rest];
        default:
          return right;
      }
    };
    fc.assert(
      fc.property(fc.array(deviation, { minLength: 1, maxLength: 15 }), (plants) => {
        const log = logOf(
          plants.flatMap((plant, c) =>
            traceOf(plant).map((activity, k) => ({ caseId: `c${c}`, activity, instantMs: k })),
          ),
        );
        const { deviations } = conformance(log, model);
        const named = plants.map((_, c) =>
          deviations
            .filter(({ cases }) => cases.includes(c))
            .map(({ kind, activity }) => `${kind} ${activity}`),
        );
        const meant = plants.map(({ kind, place }) => {
          if (kind === 'none') return [];
          return [`${kind} ${kind === 'unexpected' ? 'bribe' : (right[place] ?? '')}`];
        });
        expect(named).toEqual(meant);
      }),
    );
  });
});
