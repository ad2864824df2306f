import { derivedFactNames, termFactNames } from '#domain/assessment/assessment-facts';
import { WHOLE_BPS } from '#domain/issuance/guaranteed-amount';
import type { ProgrammeContent, ProgrammeShare } from '#domain/programmes/programme';
import type { Rule } from '#domain/screening/rule';
import { listed, wantedValue, type MisfitField } from '../rule-checks.js';

/** Fields of every product's form that a programme may read, beside terms and what the engine adds. */
const formFactNames = ['applicantKind', 'industry', 'employees', 'annualRevenueMinor', 'region'];

/** Everything in a programme that is well-formed and yet cannot be meant. */
export function programmeMisfits(programme: ProgrammeContent): MisfitField[] {
  return [
    ...tablesOf(programme).flatMap(({ field, shares }) => tableMisfits(programme, field, shares)),
    ...payoutMisfits(programme),
    ...capMisfits(programme),
    ...premiumMisfits(programme),
    ...modeMisfits(programme),
    ...rulesOf(programme).flatMap(({ field, rule }) => ruleMisfits(field, rule)),
  ];
}

function tablesOf(programme: ProgrammeContent) {
  return [
    { field: 'shares', shares: programme.shares },
    ...programme.tiers.map(({ shares }, i) => ({ field: `tiers[${i}].shares`, shares })),
  ];
}

function tableMisfits(
  programme: ProgrammeContent,
  field: string,
  shares: readonly ProgrammeShare[],
): MisfitField[] {
  const sumBps = shares.reduce((sum, { shareBps }) => sum + shareBps, 0);
  const parties = shares.map(({ party }) => party);
  const bankBps = bankShareOf(shares);
  const misnamed = shares.findIndex(({ party, role }) => (party === 'bank') !== (role === 'bank'));
  return [
    ...wrong(sumBps !== WHOLE_BPS, field, () => `must sum to ${WHOLE_BPS} (they sum to ${sumBps})`),
    ...wrong(new Set(parties).size !== parties.length, field, () => 'names a party twice'),
    ...wrong(
      misnamed >= 0,
      `${field}[${misnamed}].role`,
      () => 'is "bank" for the party "bank" and for no other',
    ),
    ...wrong(
      !shares.some(({ role }) => role === 'guarantor'),
      field,
      () => 'must hold a party of the role "guarantor", which advances the payout',
    ),
    ...wrong(
      bankBps < programme.leastBankBps,
      field,
      () => `must leave the bank at least ${programme.leastBankBps} (leaves ${bankBps})`,
    ),
    ...wrong(
      bankBps !== bankShareOf(programme.shares),
      field,
      () => 'must leave the bank as much as `shares`: its part of a loan is known before the tier',
    ),
    ...wrong(
      !sameParties(parties, programme.payout.steps),
      field,
      () => `must hold the parties of payout.steps, ${listed(namesOf(programme.payout.steps))}`,
    ),
  ];
}

function bankShareOf(shares: readonly ProgrammeShare[]): number {
  return shares.find(({ role }) => role === 'bank')?.shareBps ?? 0;
}

function namesOf(steps: readonly { readonly party: string }[]): string[] {
  return steps.map(({ party }) => party);
}

function sameParties(
  parties: readonly string[],
  steps: readonly { readonly party: string }[],
): boolean {
  return [...parties].sort().join() === namesOf(steps).sort().join();
}

function payoutMisfits({ payout: { steps }, shares }: ProgrammeContent): MisfitField[] {
  const roleOf = (party: string) => shares.find((share) => share.party === party)?.role;
  const [first] = steps;
  const isLed = first?.does === 'advances' && roleOf(first.party) === 'guarantor';
  const advancing = steps.filter(({ does }) => does === 'advances').length;
  const retains = steps.findIndex(
    ({ party, does }) => (does === 'retains') !== (roleOf(party) === 'bank'),
  );
  const bankAt = steps.findIndex(({ does }) => does === 'retains');
  return [
    ...wrong(
      !isLed || advancing !== 1,
      'payout.steps',
      () => 'must begin with the guarantor that "advances", and no other does',
    ),
    ...wrong(
      retains >= 0,
      `payout.steps[${retains}].does`,
      () => 'must be "retains" for the bank and for no other',
    ),
    ...wrong(
      bankAt >= 0 && bankAt !== steps.length - 1,
      'payout.steps',
      () => 'must end with the bank, which retains its part',
    ),
  ];
}

function capMisfits({ payoutCap: cap, modes }: ProgrammeContent): MisfitField[] {
  if (cap === null) return [];
  return [
    ...wrong(
      !modes.includes('batch'),
      'payoutCap',
      () => 'needs the mode "batch": a cap is agreed by framework; otherwise null',
    ),
    ...wrong(
      cap.warningBps > cap.stopBps,
      'payoutCap.warningBps',
      () => `must be at most ${cap.stopBps}, stopBps`,
    ),
    ...wrong(
      cap.programmeRateBps !== null && cap.programmeRateBps > cap.rateBps,
      'payoutCap.programmeRateBps',
      () => `must be at most ${cap.rateBps}, rateBps, or it would never bind`,
    ),
  ];
}

function premiumMisfits({ reGuaranteePremiums, shares }: ProgrammeContent): MisfitField[] {
  const paid = shares.filter(({ role }) => role === 'reGuarantor').map(({ party }) => party);
  return reGuaranteePremiums.flatMap(({ party }, i) =>
    wrong(
      !paid.includes(party),
      `reGuaranteePremiums[${i}].party`,
      () => `must be a re-guarantor of \`shares\`: ${listed(paid)} (is "${party}")`,
    ),
  );
}

function modeMisfits({ modes, batch }: ProgrammeContent): MisfitField[] {
  return [
    ...wrong(
      modes.includes('batch') !== (batch !== null),
      'batch',
      () => 'is for programmes with the mode "batch", and null for others',
    ),
  ];
}

function rulesOf({ tiers, eligibility }: ProgrammeContent): { field: string; rule: Rule }[] {
  const named = (field: string, rules: readonly Rule[]) =>
    rules.map((rule, i) => ({ field: `${field}[${i}]`, rule }));
  return [
    ...tiers.flatMap(({ requires }, i) => named(`tiers[${i}].requires`, requires)),
    ...eligibility.groups.flatMap(({ rules }, i) => named(`eligibility.groups[${i}].rules`, rules)),
    ...named('eligibility.rules', eligibility.rules),
  ];
}

function ruleMisfits(field: string, rule: Rule): MisfitField[] {
  const known: readonly string[] = [...termFactNames, ...derivedFactNames, ...formFactNames];
  const wanted = wantedValue(rule);
  return [
    ...wrong(
      !known.includes(rule.field),
      `${field}.field`,
      () => `must be one of ${listed(known)} (is "${rule.field}")`,
    ),
    ...wrong(wanted !== null, `${field}.value`, () => `"${rule.operator}" needs ${String(wanted)}`),
  ];
}

function wrong(isWrong: boolean, field: string, message: () => string): MisfitField[] {
  return isWrong ? [{ field, message: message() }] : [];
}
