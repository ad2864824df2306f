import type { CaseStep } from './case-step.js';
import type { RecordedFact } from './records.js';

/** The newest fact of a kind (and subject), with what the case recorded in it. */
export async function latestFact<Data>(
  step: CaseStep,
  kind: string,
  subject?: string,
): Promise<RecordedFact<Data> | undefined> {
  const { rows } = await step.tx.query<RecordedFact<Data>>(
    `select no, kind, subject, business_date as "on", data from aval.fact
     where guarantee = $1 and kind = $2 and ($3::text is null or subject = $3)
     order by no desc limit 1`,
    [step.row.number, kind, subject ?? null],
  );
  return rows[0];
}

/** Every fact of these kinds, in the order of recording. */
export async function factsOf<Data>(
  step: CaseStep,
  kinds: readonly string[],
): Promise<RecordedFact<Data>[]> {
  const { rows } = await step.tx.query<RecordedFact<Data>>(
    `select no, kind, subject, business_date as "on", data from aval.fact
     where guarantee = $1 and kind = any ($2) order by no`,
    [step.row.number, kinds],
  );
  return rows;
}

export interface ApplicationRow {
  readonly form: Readonly<Record<string, unknown>>;
  readonly consent: Readonly<Record<string, unknown>> | null;
  readonly registrationNo: string;
  readonly partyKind: 'company' | 'person';
}

/** What the applicant declared. Personal data: it never leaves the step. */
export async function readApplication(step: CaseStep): Promise<ApplicationRow> {
  const { rows } = await step.tx.query<ApplicationRow>(
    `select a.form, a.consent, p.registration_no as "registrationNo", p.kind as "partyKind"
     from aval.application a join aval.party p on p.id = $2 where a.guarantee = $1`,
    [step.row.number, step.row.applicant],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`${step.row.number} has no application`);
  return found;
}

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
