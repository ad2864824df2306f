import { businessDateOf } from '#domain/calendar/instant';
import {
  decideFiledRow,
  formOfRow,
  refusedByLimits,
  refusedForHeadroom,
} from '#domain/programmes/decide-filed-row';
import type { FiledRowOutcome } from '#domain/programmes/decide-filed-row';
import { relationsOf, type FiledRow } from '#domain/programmes/filed-row';
import { calendarNamed } from '#products/calendars/calendars';
import { loadPack } from '#products/load-pack';
import { loadProgramme } from '#products/programmes/load-programme';
import { knownRow, takeHeadroom } from '#store/framework/acceptance';
import {
  markRow,
  takeRow,
  type DecidedRow,
  type PendingRow,
  type RowInHand,
} from '#store/framework/filings';
import { findFramework, type FrameworkRow } from '#store/framework/frameworks';
import { receiveApplication, type ReceivedApplication } from '#store/inbox/receive-application';
import type { Queryable } from '#store/queryable';
import { inTransaction } from '#store/transaction';
import type { Pool } from 'pg';
import { reserveForRow } from './reserve-for-row.js';

type Accepted = Extract<FiledRowOutcome, { kind: 'accepted' }>;

/**
 * Looks at one filed row in one transaction: it becomes a guarantee, is known already, or is refused with its reason.
 * A process killed at any moment leaves it pending, and it is looked at again.
 */
export async function acceptRow(pool: Pool, pending: PendingRow): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const inHand = await takeRow(tx, pending);
    if (inHand === undefined) return;
    const framework = await findFramework(tx, inHand.framework);
    if (framework === undefined) throw new Error(`a row is filed under no framework`);
    await markRow(tx, pending, await decide(tx, inHand, framework));
  });
}

async function decide(
  tx: Queryable,
  inHand: RowInHand,
  framework: FrameworkRow,
): Promise<DecidedRow> {
  const row = inHand.content as FiledRow;
  const known = await asKnown(tx, framework.id, row);
  if (known !== null) return known;
  const outcome = decideFiledRow(row, groundOf(framework, startOf(inHand)));
  if (outcome.kind === 'refused') return { ...outcome, status: 'refused' };
  await tx.query('savepoint filed');
  const opened = await open(tx, inHand, framework, outcome);
  if (opened.status !== 'accepted') await tx.query('rollback to savepoint filed');
  return opened;
}

/** A loan is guaranteed once: its reference again adds nothing, and with other terms it is refused. */
async function asKnown(
  tx: Queryable,
  framework: string,
  row: FiledRow,
): Promise<DecidedRow | null> {
  const known = await knownRow(tx, framework, row.loanReference);
  if (known === undefined) return null;
  const { guarantee, loanMinor, tenorMonths } = known;
  if (loanMinor === row.loanMinor && tenorMonths === row.tenorMonths) {
    return { status: 'known', guarantee };
  }
  const detail = `${guarantee} has it, over ${loanMinor} for ${tenorMonths} months`;
  return { status: 'refused', reason: 'loanReferenceReused', field: 'loanReference', detail };
}

async function open(
  tx: Queryable,
  inHand: RowInHand,
  framework: FrameworkRow,
  accepted: Accepted,
): Promise<DecidedRow> {
  const row = inHand.content as FiledRow;
  const application = applicationOf(inHand, framework, accepted);
  const { number, applicant, isNew } = await receiveApplication(tx, application);
  // The same reference was filed twice at one moment, and the other one was first.
  if (!isNew) {
    return (await asKnown(tx, framework.id, row)) ?? { status: 'known', guarantee: number };
  }
  const on = businessDateOf(application.startsAt, framework.timeZone);
  const exceeded = await reserveForRow(tx, { number, applicant, application, accepted, on });
  if (exceeded !== null) return { ...refusedByLimits(exceeded), status: 'refused' };
  const headroom = await takeHeadroom(tx, {
    guarantee: number,
    framework: framework.id,
    loanReference: row.loanReference,
    amountMinor: accepted.amountMinor,
    premiumMinor: accepted.premiumMinor,
    acceptedOn: on,
    disbursedOn: row.disbursedOn,
  });
  if (headroom.kind === 'taken') return { status: 'accepted', guarantee: number };
  return { ...refusedForHeadroom(headroom.headroomMinor), status: 'refused' };
}

function applicationOf(
  inHand: RowInHand,
  framework: FrameworkRow,
  { amountMinor }: Accepted,
): ReceivedApplication {
  const row = inHand.content as FiledRow;
  const { name, registrationNo, applicantKind, loanMinor, tenorMonths } = row;
  const isPerson = applicantKind === 'individual' || applicantKind === 'farmer';
  return {
    ...{ book: framework.book, product: framework.product, packVersion: framework.packVersion },
    ...{ programme: framework.programme, programmeVersion: framework.programmeVersion },
    framework: framework.id,
    clientReference: `${framework.id}/${row.loanReference}`,
    ...{ currency: framework.currency, bank: framework.bank },
    ...{ loanMinor, amountMinor, tenorMonths },
    appliedOn: row.disbursedOn,
    clock: inHand.drivenFrom === null ? 'real' : 'driven',
    startsAt: startOf(inHand),
    submittedBy: inHand.submittedBy,
    applicant: { kind: isPerson ? 'person' : 'company', name, registrationNo },
    form: formOfRow(row),
    relations: relationsOf(row),
    consent: null,
  };
}

const startOf = ({ drivenFrom }: RowInHand): string => (drivenFrom ?? new Date()).toISOString();

function groundOf(framework: FrameworkRow, at: string) {
  const pack = loadPack(framework.product, framework.packVersion);
  return {
    terms: framework,
    status: framework.status,
    isStopped: framework.stoppedAt !== null,
    programme: loadProgramme(framework.programme, framework.programmeVersion),
    intake: pack.intake,
    calendar: calendarNamed(pack.calendar),
    on: businessDateOf(at, framework.timeZone),
  };
}
