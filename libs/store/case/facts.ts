import type { DeclaredRelations } from '#domain/limits/relations';
import type { CaseStep } from './case-step.js';
import type { RecordedFact } from './records.js';

/** The newest fact of a kind (and subject), with what the case recorded in it. */
export async function latestFact<Data>(
  step: CaseStep,
  kind: string,
  subject?: string,
): Promise<RecordedFact<Data> | undefined> {
  const facts = await recordedFacts(step);
  const found = facts.findLast(
    (fact) => fact.kind === kind && (subject === undefined || fact.subject === subject),
  );
  return found as RecordedFact<Data> | undefined;
}

/** Every fact of these kinds, in the order of recording. */
export async function factsOf<Data>(
  step: CaseStep,
  kinds: readonly string[],
): Promise<RecordedFact<Data>[]> {
  const facts = await recordedFacts(step);
  return facts.filter(({ kind }) => kinds.includes(kind)) as RecordedFact<Data>[];
}

/** All facts of the case, read once a step: nobody adds any while the step holds the case's lock. */
const recordedFacts = oncePerStep(async (step): Promise<readonly RecordedFact[]> => {
  const { rows } = await step.tx.query<RecordedFact>(
    `select no, kind, subject, business_date as "on", data from aval.fact
     where guarantee = $1 order by no`,
    [step.row.number],
  );
  return rows;
});

export interface ApplicationRow {
  readonly form: Readonly<Record<string, unknown>>;
  readonly consent: Readonly<Record<string, unknown>> | null;
  readonly relations: DeclaredRelations;
  readonly registrationNo: string;
  readonly partyKind: 'company' | 'person';
}

/** What the applicant declared. Personal data: it never leaves the step. */
export const readApplication = oncePerStep(async (step): Promise<ApplicationRow> => {
  const { rows } = await step.tx.query<ApplicationRow>(
    `select a.form, a.consent, a.relations, p.registration_no as "registrationNo", p.kind as "partyKind"
     from aval.application a join aval.party p on p.id = $2 where a.guarantee = $1`,
    [step.row.number, step.row.applicant],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`${step.row.number} has no application`);
  return found;
});

/** The case that holds this key of its product: any other that has not ended unissued. */
export async function keyHolder(step: CaseStep, key: string): Promise<string | null> {
  const { rows } = await step.tx.query<{ number: string }>(
    `select number from aval.guarantee
     where product = $1 and product_key = $2 and number <> $3 and coalesce(ending, '') not in
       ('declined', 'withdrawn', 'lapsed')`,
    [step.row.product, key, step.row.number],
  );
  return rows[0]?.number ?? null;
}

export interface ListedHit {
  readonly list: string;
  readonly match: 'exact' | 'possible';
}

export async function listHits(step: CaseStep, registrationNo: string): Promise<ListedHit[]> {
  const { rows } = await step.tx.query<ListedHit>(
    'select list, match from aval.list_entry where registration_no = $1 order by list',
    [registrationNo],
  );
  return rows;
}

/** What is read of a locked case stays true until its step is written: it is read at most once. */
function oncePerStep<Read>(
  read: (step: CaseStep) => Promise<Read>,
): (step: CaseStep) => Promise<Read> {
  const known = new WeakMap<CaseStep, Promise<Read>>();
  return (step) => {
    const reading = known.get(step) ?? read(step);
    known.set(step, reading);
    return reading;
  };
}
