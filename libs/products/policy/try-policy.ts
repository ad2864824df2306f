import type { HistoricCase } from '#domain/policy/historic-case';
import type { PolicyHistory } from '#domain/policy/policy-history';
import { policyEffect, type PolicyEffect } from '#domain/policy/policy-effect';
import {
  readChangedPolicy,
  type GivenPolicy,
  type PackName,
  type PolicyProblem,
} from './changed-policy.js';
import { historicCaseOf } from './historic-case.js';

export type PolicyTrial =
  | { readonly kind: 'tried'; readonly effect: PolicyEffect }
  | { readonly kind: 'malformed'; readonly problems: readonly PolicyProblem[] };

/** Decides the cases again under the policy as people wrote it; cases that were never taken in are left out. */
export function tryPolicy(given: GivenPolicy, { records, limits }: PolicyHistory): PolicyTrial {
  const packs = new Map<string, PackName>();
  const cases = records.flatMap((record): HistoricCase[] => {
    const historic = historicCaseOf(record);
    if (historic === undefined) return [];
    packs.set(historic.caseId, { product: record.product, version: record.packVersion });
    return [historic];
  });
  const reading = readChangedPolicy(given, [...packs.values()]);
  if (reading.kind === 'malformed') return reading;
  const { rulesFor, limits: changes } = reading.policy;
  const changed = ({ caseId, rules }: HistoricCase) => {
    const pack = packs.get(caseId);
    return pack === undefined ? rules : rulesFor(pack.product, pack.version);
  };
  const questions = limits.map((history) => ({ history, changes }));
  return { kind: 'tried', effect: policyEffect(cases, changed, questions) };
}
