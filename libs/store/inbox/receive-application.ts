import type { PromisedTerms } from '#domain/issuance/promise';
import type { DeclaredRelations } from '#domain/limits/relations';
import type { ClockKind } from '#domain/lifecycle/opening';
import type { Queryable } from '../queryable.js';

/** A case that its workflow does not know yet: nothing was delivered, not even its opening. */
export const notYetOpened = -1;

/** An application that was found valid, ready to become a case. */
export interface ReceivedApplication {
  readonly book: string;
  readonly clientReference: string | null;
  readonly product: string;
  readonly packVersion: string;
  readonly programme: string;
  /** The programme's identity, which the case keeps. */
  readonly programmeVersion: string;
  /** Under which framework a bank has filed it; absent where it was applied for. */
  readonly framework?: string;
  readonly currency: string;
  readonly bank: string;
  readonly loanMinor: number;
  readonly amountMinor: number;
  readonly tenorMonths: number;
  /** Absent: an ordinary guarantee for one bank. */
  readonly promise?: PromisedTerms;
  readonly appliedOn: string;
  readonly clock: ClockKind;
  /** Instant of the application on the case's clock. */
  readonly startsAt: string;
  readonly submittedBy: string;
  readonly applicant: {
    readonly kind: 'company' | 'person';
    readonly name: string;
    readonly registrationNo: string;
  };
  readonly form: object;
  readonly consent: object | null;
  /** Absent: nobody is declared. */
  readonly relations?: DeclaredRelations;
}

/** The case that an application became, or the one that its client reference already names. */
export interface OpenedCase {
  readonly number: string;
  /** The applicant's party. */
  readonly applicant: number;
  readonly isNew: boolean;
  readonly version: number;
  readonly createdAt: Date;
}

/**
 * Writes the party, the case and its application. The dispatcher is woken when the transaction commits.
 * A book's client reference names one case for ever: a second application under it opens nothing.
 */
export async function receiveApplication(
  transaction: Queryable,
  application: ReceivedApplication,
): Promise<OpenedCase> {
  const applicant = await registerParty(transaction, application.applicant);
  const opened = await openCase(transaction, application, applicant);
  if (opened === undefined) return caseOf(transaction, application);
  await transaction.query(
    'insert into aval.application (guarantee, form, consent, relations) values ($1, $2, $3, $4)',
    [
      opened.number,
      JSON.stringify(application.form),
      application.consent === null ? null : JSON.stringify(application.consent),
      JSON.stringify(application.relations ?? {}),
    ],
  );
  return opened;
}

async function registerParty(
  transaction: Queryable,
  party: ReceivedApplication['applicant'],
): Promise<number> {
  const inserted = await transaction.query<{ id: number }>(
    `insert into aval.party (kind, name, registration_no) values ($1, $2, $3)
     on conflict (registration_no) do nothing returning id`,
    [party.kind, party.name, party.registrationNo],
  );
  if (inserted.rows[0] !== undefined) return inserted.rows[0].id;
  const known = await transaction.query<{ id: number }>(
    'select id from aval.party where registration_no = $1',
    [party.registrationNo],
  );
  if (known.rows[0] === undefined) throw new Error('a party is neither new nor known');
  return known.rows[0].id;
}

async function openCase(
  transaction: Queryable,
  application: ReceivedApplication,
  applicant: number,
): Promise<OpenedCase | undefined> {
  const opened = await transaction.query<OpenedCase>(
    `with numbered as (select 'AV' || lpad(nextval('aval.guarantee_number')::text, 8, '0') as number)
     insert into aval.guarantee (number, book, client_reference, product, pack_version, currency, bank,
         applicant, loan_minor, amount_minor, tenor_months, applied_on, stage, clock, clock_at, programme,
         programme_version, framework, opening, submitted_by, delivered_message_no, promise)
     select number, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'intake', $12, $13, $14, $15, $16,
            $17::jsonb || jsonb_build_object('number', number), $18, $19, $20
       from numbered
     on conflict (book, client_reference) where client_reference is not null do nothing
     returning number, applicant, true as "isNew", version, created_at as "createdAt"`,
    [
      ...valuesOf(application, applicant),
      openingOf(application),
      application.submittedBy,
      notYetOpened,
      JSON.stringify(application.promise ?? {}),
    ],
  );
  return opened.rows[0];
}

function valuesOf(application: ReceivedApplication, applicant: number): unknown[] {
  return [
    application.book,
    application.clientReference,
    application.product,
    application.packVersion,
    application.currency,
    application.bank,
    applicant,
    application.loanMinor,
    application.amountMinor,
    application.tenorMonths,
    application.appliedOn,
    application.clock,
    application.startsAt,
    application.programme,
    application.programmeVersion,
    application.framework ?? null,
  ];
}

/** The workflow's input but for its number, which the database gives. */
function openingOf(application: ReceivedApplication): string {
  return JSON.stringify({
    book: application.book,
    product: application.product,
    packVersion: application.packVersion,
    clock: application.clock,
    startsAt: application.startsAt,
  });
}

async function caseOf(
  transaction: Queryable,
  application: ReceivedApplication,
): Promise<OpenedCase> {
  const found = await transaction.query<OpenedCase>(
    `select number, applicant, false as "isNew", version, created_at as "createdAt"
       from aval.guarantee where book = $1 and client_reference = $2`,
    [application.book, application.clientReference],
  );
  const known = found.rows[0];
  if (known === undefined) throw new Error('a client reference is neither new nor known');
  return known;
}
