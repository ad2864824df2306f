import { derivedFactNames, termFactNames } from '#domain/assessment/assessment-facts';
import { WHOLE_BPS } from '#domain/issuance/guaranteed-amount';
import type { Stage } from '#domain/lifecycle/stages';
import type { Rule } from '#domain/screening/rule';
import { skipsStage, type FormSchema, type PackContent } from './pack.js';

/** A field of a pack that does not fit another one, or the form. */
export interface MisfitField {
  readonly field: string;
  readonly message: string;
}

/** Everything in a pack that is well-formed and yet cannot be meant. */
export function misfitsOf(pack: PackContent, form: FormSchema): MisfitField[] {
  return [
    ...formMisfits(pack, form),
    ...sharingMisfits(pack),
    ...scorecardMisfits(pack),
    ...councilMisfits(pack),
    ...ruleMisfits(pack),
    ...skippingMisfits(pack),
    ...codeMisfits(pack),
    ...repaymentMisfits(pack, form),
  ];
}

function formMisfits(pack: PackContent, form: FormSchema): MisfitField[] {
  const asked = Object.keys(form.properties);
  const known: readonly string[] = [...asked, ...termFactNames, ...derivedFactNames];
  const read = [
    ...pack.screening.eligibility.map(({ field }, i) => at(`screening.eligibility[${i}]`, field)),
    ...pack.screening.hardRules.map(({ field }, i) => at(`screening.hardRules[${i}]`, field)),
    ...(pack.scorecard?.characteristics ?? []).map(({ field }, i) =>
      at(`scorecard.characteristics[${i}]`, field),
    ),
  ];
  const { keyField } = pack.intake;
  const unknown = read.filter(({ name }) => !known.includes(name));
  return [
    ...unknown.map(({ field, name }) => ({
      field,
      message:
        `no fact is named "${name}": the form asks ${listed(asked)}; ` +
        `the engine adds ${listed([...termFactNames, ...derivedFactNames])}`,
    })),
    ...(keyField === undefined || asked.includes(keyField)
      ? []
      : [{ field: 'intake.keyField', message: `the form must ask for "${keyField}"` }]),
  ];
}

function at(part: string, name: string): { field: string; name: string } {
  return { field: `${part}.field`, name };
}

function sharingMisfits(pack: PackContent): MisfitField[] {
  const sumBps = pack.sharing.riskShares.reduce((sum, { shareBps }) => sum + shareBps, 0);
  if (sumBps === WHOLE_BPS) return [];
  return [
    {
      field: 'sharing.riskShares',
      message: `the shares must sum to ${WHOLE_BPS} basis points (they sum to ${sumBps})`,
    },
  ];
}

function scorecardMisfits(pack: PackContent): MisfitField[] {
  const grades = pack.scorecard?.grades ?? [];
  const names = grades.map(({ grade }) => grade);
  const falling = grades.every(
    ({ minPoints }, index) => index === 0 || minPoints < (grades[index - 1]?.minPoints ?? 0),
  );
  const mentioned = [
    ...pack.assessment.declineGrades.map((grade) => ({ field: 'assessment.declineGrades', grade })),
    ...pack.pricing.rates.flatMap((line, i) => graded(`pricing.rates[${i}].grades`, line.grades)),
    ...pack.authority.rows.flatMap((row, i) => graded(`authority.rows[${i}].grades`, row.grades)),
    ...pack.monitoring.inspections.flatMap((rule, i) =>
      graded(`monitoring.inspections[${i}].grades`, rule.grades),
    ),
  ];
  return [
    ...(falling
      ? []
      : [{ field: 'scorecard.grades', message: 'minPoints must fall from grade to grade' }]),
    ...mentioned
      .filter(({ grade }) => !names.includes(grade))
      .map(({ field, grade }) => ({
        field,
        message: `no grade is named "${grade}": the scorecard has ${listed(names)}`,
      })),
    ...unpricedGrades(pack, names),
  ];
}

function graded(field: string, grades: readonly string[] | undefined) {
  return (grades ?? []).map((grade) => ({ field, grade }));
}

function unpricedGrades(pack: PackContent, names: readonly string[]): MisfitField[] {
  return names
    .filter((grade) => !pack.assessment.declineGrades.includes(grade))
    .filter((grade) => !pack.pricing.rates.some(({ grades }) => grades?.includes(grade) ?? true))
    .map((grade) => ({ field: 'pricing.rates', message: `grade "${grade}" has no rate` }));
}

function councilMisfits(pack: PackContent): MisfitField[] {
  const { members, quorum, votesToPass } = pack.authority.council;
  return [
    ...(quorum > members
      ? [{ field: 'authority.council.quorum', message: `must be at most ${members}, the members` }]
      : []),
    ...(votesToPass > quorum
      ? [
          {
            field: 'authority.council.votesToPass',
            message: `must be at most ${quorum}, the quorum, or a full quorum could not pass it`,
          },
        ]
      : []),
  ];
}

function ruleMisfits(pack: PackContent): MisfitField[] {
  const rules = (part: 'eligibility' | 'hardRules') =>
    pack.screening[part].map((rule, i) => ({ field: `screening.${part}[${i}].value`, rule }));
  return [...rules('eligibility'), ...rules('hardRules')].flatMap(({ field, rule }) => {
    const wanted = wantedValue(rule);
    return wanted === null ? [] : [{ field, message: `"${rule.operator}" needs ${wanted}` }];
  });
}

/** What the operator of a rule compares with, where the rule has something else; else `null`. */
function wantedValue({ operator, value }: Rule): string | null {
  switch (operator) {
    case 'present':
      return value === undefined ? null : 'no value';
    case 'in':
    case 'notIn':
      return Array.isArray(value) ? null : 'a list of values';
    case 'equals':
    case 'notEquals':
      return value === undefined || Array.isArray(value) ? 'one value' : null;
    case 'atLeast':
    case 'atMost':
    case 'above':
    case 'below':
      return typeof value === 'number' ? null : 'a number';
  }
}

function skippingMisfits(pack: PackContent): MisfitField[] {
  const needs: readonly (readonly [Stage, keyof PackContent, boolean])[] = [
    ['creditCheck', 'creditCheck', pack.creditCheck === null],
    ['assessment', 'scorecard', pack.scorecard === null],
  ];
  return needs
    .filter(([stage, , absent]) => absent && !skipsStage(pack, stage))
    .map(([stage, field]) => ({
      field,
      message: `is null, so "${stage}" must be among skippedStages`,
    }));
}

function codeMisfits(pack: PackContent): MisfitField[] {
  const lists: Record<string, readonly string[]> = {
    'intake.checklist': pack.intake.checklist.map(({ code }) => code),
    'screening.eligibility': pack.screening.eligibility.map(({ code }) => code),
    'screening.hardRules': pack.screening.hardRules.map(({ code }) => code),
    'screening.lists': pack.screening.lists.map(({ list }) => list),
    documents: pack.documents.map(({ code }) => code),
    conditions: pack.conditions.map(({ code }) => code),
    'claim.papers': pack.claim.papers.map(({ code }) => code),
    skippedStages: pack.skippedStages.map(({ stage }) => stage),
  };
  return Object.entries(lists).flatMap(([field, codes]) =>
    codes
      .filter((code, index) => codes.indexOf(code) !== index)
      .map((code) => ({ field, message: `"${code}" appears twice` })),
  );
}

function repaymentMisfits(pack: PackContent, form: FormSchema): MisfitField[] {
  const { kinds, seasons } = pack.repayment;
  const asked = form.properties['repaymentKind'] as { enum?: readonly string[] } | undefined;
  const unknown = (asked?.enum ?? []).filter((kind) => !kinds.some((known) => known === kind));
  return [
    ...unknown.map((kind) => ({
      field: 'repayment.kinds',
      message: `the form offers "${kind}", the pack only ${listed(kinds)}`,
    })),
    ...(kinds.includes('seasonal') && seasons.length === 0
      ? [{ field: 'repayment.seasons', message: '"seasonal" needs at least one season' }]
      : []),
  ];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
}
