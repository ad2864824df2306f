import { addDays } from '#domain/calendar/business-date';
import { endOfDay } from '#domain/calendar/instant';
import { nothing, sumsOf } from '#domain/limits/amounts';
import { judgeMove, type HeadroomRefusal } from '#domain/limits/judge';
import type { LimitedGuarantee } from '#domain/limits/standing';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { raiseNetAssetsMissing } from '#store/limits/breaches';
import { giveBackHeadroom, reserveHeadroom } from '#store/limits/commitments';
import { noticeStanding } from '#store/limits/notice-standing';
import { readStanding, type FoundStanding, type Reading } from '#store/limits/read-standing';
import { limitedGuarantee, relateAnew } from './limits.js';
import { sharersOf } from './programme.js';
import type { OfDue, Work } from './work.js';

/** Headroom is taken at approval, until its day on the case's clock; a refusal leaves its figures on record. */
export async function reserveForApproval(step: CaseStep): Promise<HeadroomRefusal | null> {
  const guarantee = await limitedGuarantee(step);
  if (guarantee !== null) await relateAnew(step);
  const found = guarantee && (await readStanding(step.tx, guarantee, 'debtor'));
  if (guarantee === null || found === null) return null;
  const until = addDays(step.on, found.standing.basis.terms.reservationDays);
  const refused = await reserve(step, guarantee, until, 'debtor');
  if (refused !== null) return refused;
  const { amountMinor } = step.row;
  step.note({ kind: 'headroomReserved', data: { amountMinor, until } });
  step.emit({
    name: 'HeadroomReserved',
    activity: 'headroom',
    transition: 'complete',
    data: { amountMinor, until },
  });
  step.clear('reservationExpires');
  step.plan({ name: 'reservationExpires', at: endOfDay(until, step.row.timeZone) });
  return null;
}

/**
 * The second check, at issuance: what is reserved is judged again on the book as it stands by now; what has expired
 * is taken anew. The letter consumes it with its booking.
 */
export async function holdHeadroom(step: CaseStep): Promise<HeadroomRefusal | null> {
  const guarantee = await limitedGuarantee(step);
  return guarantee === null ? null : reserve(step, guarantee, step.on, 'whole');
}

async function reserve(
  step: CaseStep,
  guarantee: LimitedGuarantee,
  until: string,
  first: Reading,
): Promise<HeadroomRefusal | null> {
  const { amountMinor } = step.row;
  const asked = { amountMinor, bearers: await sharersOf(step), until };
  const moved = await reserveHeadroom(step.tx, guarantee, asked, first);
  if (moved.kind === 'taken' && moved.netAssetsMissing) {
    await raiseNetAssetsMissing(step.tx, guarantee.book);
  }
  if (moved.kind === 'taken' && moved.grew) await noticeStanding(step.tx, guarantee);
  if (moved.kind !== 'exceeded') return null;
  const { findings, largestFitMinor } = moved;
  step.note({ kind: 'headroomRefused', data: { amountMinor, findings, largestFitMinor } });
  step.emit({
    name: 'HeadroomRefused',
    activity: 'headroom',
    transition: 'complete',
    data: { amountMinor, findings, largestFitMinor },
  });
  return moved;
}

/** The case ends without its letter: what was reserved goes back. */
export async function giveBackReserved(step: CaseStep): Promise<void> {
  if (step.row.issuedOn !== null || (await latestFact(step, 'headroomReserved')) === undefined) {
    return;
  }
  await giveBack(step, 'ended');
}

/** The reservation's day has passed on the case's clock: issuance will have to take headroom anew. */
export const expireReservation: Work<OfDue, void> = async (step) => {
  if (step.row.issuedOn === null) await giveBack(step, 'expired');
};

async function giveBack(step: CaseStep, reason: 'ended' | 'expired'): Promise<void> {
  const guarantee = await limitedGuarantee(step);
  const found = guarantee && (await readStanding(step.tx, guarantee, 'debtor'));
  const amountMinor = found?.commitment.reserved.grossMinor ?? 0;
  if (guarantee === null || amountMinor === 0) return;
  await giveBackHeadroom(step.tx, guarantee);
  step.emit({
    name: 'HeadroomGivenBack',
    activity: 'headroom',
    transition: 'complete',
    data: { amountMinor, reason },
  });
}

/** Would this case bring a rule near its limit? Then more than one pair of eyes look at it. */
export async function isNearLimit(step: CaseStep): Promise<boolean> {
  const guarantee = await limitedGuarantee(step);
  const found = guarantee && (await readStanding(step.tx, guarantee, 'whole'));
  if (guarantee === null || found === null) return false;
  const judged = await judgeAsked(step, guarantee, found);
  return judged.kind === 'fits' && judged.near.length > 0;
}

async function judgeAsked(step: CaseStep, guarantee: LimitedGuarantee, found: FoundStanding) {
  const bearers = await sharersOf(step);
  const reserved = sumsOf(step.row.amountMinor, bearers);
  const to = { reserved, undrawn: nothing, outstanding: nothing };
  return judgeMove(found.standing, guarantee, found.commitment, to, bearers);
}
