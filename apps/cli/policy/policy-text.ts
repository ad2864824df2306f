import type { PolicyEffect } from '#domain/policy/policy-effect';
import type { PolicySums } from '#domain/policy/policy-sums';
import { formatMinor } from '../commands/business-values.js';

const MOST_FLIPS = 20;

/** The effect for people: sums before and after, flips, and what is not to be relied on. */
export function policyText({ cases, unfaithful, flips, totals, limits }: PolicyEffect): string {
  const sums = Object.entries(totals).flatMap(([currency, { before, after }]) => [
    '',
    `${currency}${' '.repeat(22)}before${' '.repeat(20)}after`,
    ...rows.map(([name, of]) => {
      const [then, now] = [before, after].map((each) => of(each, currency));
      return `${name.padEnd(20)}${(then ?? '').padStart(22)}${(now ?? '').padStart(24)}`;
    }),
  ]);
  const listed = flips.slice(0, MOST_FLIPS).map(({ caseId, from, to, at, reasonCodes, loss }) => {
    const known = loss.kind === 'known' ? `loss ${loss.lossMinor}` : 'outcome unknown';
    return `  ${caseId}  ${from} → ${to} at ${at} (${reasonCodes.join(', ')})  ${known}`;
  });
  if (flips.length > MOST_FLIPS) listed.push(`  … and ${flips.length - MOST_FLIPS} more`);
  const wrong = unfaithful.map(({ caseId, finding }) => `  ${caseId}: ${finding}`);
  return [
    `${cases} cases, ${flips.length} decided otherwise`,
    unfaithful.length === 0
      ? 'every recorded decision is reproduced by its recorded inputs'
      : `not reproduced by what was recorded:\n${wrong.join('\n')}`,
    ...(limits.judged === 0 ? [] : [limitsText(limits)]),
    ...sums,
    '',
    ...listed,
  ].join('\n');
}

function limitsText({ judged, refusedBefore, refusedAfter }: PolicyEffect['limits']): string {
  return `limits judged ${judged} times again, in the order of booking: they refuse ${refusedBefore} cases before, ${refusedAfter} after`;
}

const rows: readonly (readonly [string, (sums: PolicySums, currency: string) => string])[] = [
  ['accepted', ({ accepted }) => String(accepted)],
  ['declined', ({ declined }) => String(declined)],
  ['undetermined', ({ undetermined }) => String(undetermined)],
  ['guaranteed', ({ amountMinor }, currency) => formatMinor(amountMinor, currency)],
  ['premium', ({ premiumMinor }, currency) => formatMinor(premiumMinor, currency)],
  ['outstanding', ({ outstandingMinor }, currency) => formatMinor(outstandingMinor, currency)],
  ['known loss', ({ knownLossMinor }, currency) => formatMinor(knownLossMinor, currency)],
  ['outcome unknown', ({ outcomeUnknown }) => String(outcomeUnknown)],
  ['automatic', ({ workload }) => String(workload.automatic)],
  ['officer', ({ workload }) => String(workload.officer)],
  ['officer and risk', ({ workload }) => String(workload.officerAndRisk)],
  ['council', ({ workload }) => String(workload.council)],
  ['board', ({ workload }) => String(workload.board)],
  ['screening reviews', ({ workload }) => String(workload.screeningReview)],
];
