import { derivedFactNames, termFactNames } from '#domain/assessment/assessment-facts';
import type { Stage } from '#domain/lifecycle/stages';
import { skipsStage, type FormSchema, type PackContent } from './pack.js';
import { listProgrammes, loadProgramme } from './programmes/load-programme.js';
import { listed, wantedType, wantedValue, type MisfitField } from './rule-checks.js';

/** Everything in a pack that is well-formed and yet cannot be meant. */
export function misfitsOf(pack: PackContent, form: FormSchema): MisfitField[] {
  return [
    ...formMisfits(pack, form),
    ...sharingMisfits(pack),
    ...scorecardMisfits(pack),
    ...councilMisfits(pack),
    ...ruleMisfits(pack),
    ...ruleTypeMisfits(pack, form),
    ...pricingMisfits(pack),
    ...skippingMisfits(pack),
    ...codeMisfits(pack),
    ...repaymentMisfits(pack, form),
    ...letterMisfits(pack),
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
  const shipped = listProgrammes();
  return pack.sharing.programmes.flatMap((name, index) => {
    const field = `sharing.programmes[${index}]`;
    if (!shipped.includes(name)) {
      return [{ field, message: `no programme is named "${name}": there are ${listed(shipped)}` }];
    }
    const { currency } = loadProgramme(name);
    if (currency === pack.currency) return [];
    return [{ field, message: `"${name}" is in ${currency}, the pack in ${pack.currency}` }];
  });
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

/** A yes or no that is compared with a text never applies, or always. */
function ruleTypeMisfits(pack: PackContent, form: FormSchema): MisfitField[] {
  return (['eligibility', 'hardRules'] as const).flatMap((part) =>
    pack.screening[part].flatMap((rule, i) => {
      const asked = form.properties[rule.field] as { type?: unknown } | undefined;
      const wanted = wantedType(rule, asked?.type);
      const field = `screening.${part}[${i}].value`;
      return wanted === null
        ? []
        : [{ field, message: `"${rule.field}" is ${wanted} in the form` }];
    }),
  );
}

function pricingMisfits({ pricing: { rates, capRateBps } }: PackContent): MisfitField[] {
  return rates.flatMap(({ premiumRateBps }, i) =>
    capRateBps === null || premiumRateBps <= capRateBps
      ? []
      : [
          {
            field: `pricing.rates[${i}].premiumRateBps`,
            message: `must be at most ${capRateBps}, the capRateBps`,
          },
        ],
  );
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
    'sharing.programmes': pack.sharing.programmes,
    'claim.papers': pack.claim.papers.map(({ code }) => code),
    skippedStages: pack.skippedStages.map(({ stage }) => stage),
  };
  return Object.entries(lists).flatMap(([field, codes]) =>
    codes
      .filter((code, index) => codes.indexOf(code) !== index)
      .map((code) => ({ field, message: `"${code}" appears twice` })),
  );
}

function letterMisfits({ letter, disbursement }: PackContent): MisfitField[] {
  const revolves = letter.kindsOfGuarantee?.includes('maximumAmount') ?? false;
  if (!revolves || disbursement.drawdowns === 'several') return [];
  const message = '"maximumAmount" needs disbursement.drawdowns "several"';
  return [{ field: 'letter.kindsOfGuarantee', message }];
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
