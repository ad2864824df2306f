import {
  type ApprovalPathKind,
  authorityFor,
  type AuthorityFlagName,
} from '../approval/authority.js';
import { assessmentFacts } from '../assessment/assessment-facts.js';
import { decideAssessment } from '../assessment/decide-assessment.js';
import { scoreApplication } from '../assessment/scorecard.js';
import type { BusinessDate } from '../calendar/business-date.js';
import { decideCreditCheck, decideCreditQuery } from '../credit-check/decide-credit-check.js';
import type { CreditReport } from '../credit-check/decide-credit-check.js';
import type { Facts } from '../intake/facts.js';
import type { Stage } from '../lifecycle/stages.js';
import { priceGuarantee } from '../premium/price-guarantee.js';
import { whyIneligible } from '../programmes/eligibility.js';
import { decideScreening } from '../screening/decide-screening.js';
import type {
  DecisionInputs,
  DecisionRules,
  PolicyDecision,
  PolicyOutcome,
  StageFindings,
} from './decision-inputs.js';

/** What one stage adds to the findings, and the outcome where it is the last word. */
interface StageResult {
  readonly found: StageFindings;
  readonly outcome?: PolicyOutcome;
}

type Decide = (inputs: DecisionInputs, rules: DecisionRules, before: StageFindings) => StageResult;

const stagesInOrder: readonly (readonly [Stage, Decide])[] = [
  ['screening', screenAgain],
  ['creditCheck', checkCreditAgain],
  ['assessment', assessAgain],
  ['dueDiligence', weighReportsAgain],
  ['approval', approveAgain],
];

/**
 * Decides a case once more from what was recorded, under the given rules: the same pure decisions as its own steps
 * take, in their order. People are not asked again: what they said is taken for whatever path asks for people.
 */
export function decideUnder(inputs: DecisionInputs, rules: DecisionRules): PolicyDecision {
  let findings: StageFindings = {};
  for (const [stage, decide] of stagesInOrder) {
    if (rules.skippedStages.some((skipped) => skipped.stage === stage)) continue;
    const { found, outcome } = decide(inputs, rules, findings);
    findings = { ...findings, ...found };
    if (outcome !== undefined) return { outcome, findings };
  }
  return { outcome: { kind: 'accepted', at: 'approval', reasonCodes: [] }, findings };
}

function screenAgain(inputs: DecisionInputs, rules: DecisionRules): StageResult {
  const { screened, people, programme } = inputs;
  if (screened === null) return { found: {}, outcome: unknown('screening', 'notScreened') };
  const facts = factsOn(inputs, screened.on, null);
  const ineligible = whyIneligible(facts, programme);
  const screening = decideScreening(facts, screened.hits, rules.screening, ineligible);
  const found = { screening };
  switch (screening.kind) {
    case 'clear':
      return { found };
    case 'declined':
      return {
        found,
        outcome: declined(
          'screening',
          screening.reasons.map(({ code }) => code),
        ),
      };
    case 'review':
      if (people.screeningReview === 'clear') return { found };
      return people.screeningReview === null
        ? { found, outcome: unknown('screening', 'notReviewed') }
        : { found, outcome: declined('screening', ['byReview']) };
  }
}

function checkCreditAgain(inputs: DecisionInputs, { creditCheck }: DecisionRules): StageResult {
  const { credit, consent, screened } = inputs;
  if (creditCheck === null) return { found: {} };
  const query = decideCreditQuery(
    consent,
    creditCheck,
    credit?.report.reportedOn ?? screened?.on ?? noDay,
  );
  if (query.kind === 'refused')
    return { found: {}, outcome: declined('creditCheck', [query.code]) };
  if (credit === null) return { found: {}, outcome: unknown('creditCheck', 'noReport') };
  const outcome = decideCreditCheck(credit.report, consent, creditCheck, credit.on);
  const found = { credit: outcome };
  switch (outcome.kind) {
    case 'passed':
    case 'flagged':
      return { found };
    case 'declined':
      return { found, outcome: declined('creditCheck', outcome.reasons) };
    case 'stale':
    case 'refused':
      return { found, outcome: unknown('creditCheck', 'reportUnusable') };
  }
}

function assessAgain(inputs: DecisionInputs, rules: DecisionRules): StageResult {
  const { terms, intake, credit } = inputs;
  const on = inputs.assessedOn ?? credit?.on ?? inputs.screened?.on ?? noDay;
  if (rules.scorecard === null) return { found: {} };
  const score = scoreApplication(factsOn(inputs, on, credit?.report ?? null), rules.scorecard);
  const assessment = decideAssessment(score, intake, rules.assessment);
  const price = priceGuarantee(
    {
      guaranteedMinor: terms.amountMinor,
      loanMinor: terms.loanMinor,
      tenorMonths: terms.tenorMonths,
      grade: score.grade,
    },
    rules.pricing,
  );
  const found = { score, assessment, price };
  if (assessment.kind === 'declined')
    return { found, outcome: declined('assessment', assessment.reasonCodes) };
  if (price.kind === 'unpriced') return { found, outcome: declined('assessment', [price.code]) };
  return { found };
}

/** A case that is approved automatically is not visited: its reports, where there are any, change nothing. */
function weighReportsAgain(
  inputs: DecisionInputs,
  rules: DecisionRules,
  before: StageFindings,
): StageResult {
  if (pathWithoutReports(inputs, rules, before) === 'automatic') return { found: {} };
  const { dueDiligence } = inputs.people;
  if (dueDiligence === null) return { found: {}, outcome: unknown('dueDiligence', 'noReports') };
  if (dueDiligence !== 'opposed') return { found: {} };
  return { found: {}, outcome: declined('dueDiligence', ['byReports']) };
}

function approveAgain(
  inputs: DecisionInputs,
  rules: DecisionRules,
  before: StageFindings,
): StageResult {
  const path = pathUnder(inputs, rules, before);
  const found = { path };
  if (path === 'automatic')
    return { found, outcome: { kind: 'accepted', at: 'approval', reasonCodes: ['automatic'] } };
  switch (inputs.people.approval) {
    case 'approved':
      return { found, outcome: { kind: 'accepted', at: 'approval', reasonCodes: ['byPeople'] } };
    case 'declined':
      return { found, outcome: declined('approval', ['byPeople']) };
    case null:
      return { found, outcome: unknown('approval', 'notDecidedByPeople') };
  }
}

function pathUnder(
  inputs: DecisionInputs,
  rules: DecisionRules,
  before: StageFindings,
): ApprovalPathKind {
  const without = pathWithoutReports(inputs, rules, before);
  if (without === 'automatic' || inputs.people.dueDiligence !== 'divided') return without;
  return pathFor(inputs, rules, before, [...flagsOf(inputs, before), 'reportsDivided']);
}

function pathWithoutReports(
  inputs: DecisionInputs,
  rules: DecisionRules,
  before: StageFindings,
): ApprovalPathKind {
  return pathFor(inputs, rules, before, flagsOf(inputs, before));
}

function pathFor(
  { terms: { amountMinor } }: DecisionInputs,
  { authority }: DecisionRules,
  { score }: StageFindings,
  flags: readonly AuthorityFlagName[],
): ApprovalPathKind {
  return authorityFor({ amountMinor, grade: score?.grade ?? null, flags }, authority).path.kind;
}

function flagsOf(
  { intake, otherFlags }: DecisionInputs,
  { screening, credit, assessment }: StageFindings,
): AuthorityFlagName[] {
  const flags: [AuthorityFlagName, boolean][] = [
    ['relatedToGuarantor', intake.relatedToGuarantor],
    ['listHitCleared', screening?.kind === 'review'],
    ['creditFlagged', credit?.kind === 'flagged'],
    ['scoreReferred', assessment?.kind === 'referred'],
  ];
  return [...flags.filter(([, raised]) => raised).map(([flag]) => flag), ...otherFlags];
}

/** Earlier than any record: what never happened is judged on no day of its own. */
const noDay = '0001-01-01' as BusinessDate;

function factsOn(inputs: DecisionInputs, on: BusinessDate, report: CreditReport | null): Facts {
  return assessmentFacts(inputs.form, inputs.terms, inputs.intake, report, on);
}

function declined(at: Stage, reasonCodes: readonly string[]): PolicyOutcome {
  return { kind: 'declined', at, reasonCodes };
}

function unknown(at: Stage, reason: string): PolicyOutcome {
  return { kind: 'undetermined', at, reasonCodes: [reason] };
}
