import { guaranteedShares } from '#domain/issuance/guaranteed-amount';
import { contractClassOf } from '#domain/limits/amounts';
import type { HeadroomRefusal } from '#domain/limits/judge';
import { linksOf } from '#domain/limits/relations';
import { capPlacesOf } from '#domain/limits/terms';
import type { FiledRowOutcome } from '#domain/programmes/decide-filed-row';
import type { ReceivedApplication } from '#store/inbox/receive-application';
import { raiseNetAssetsMissing } from '#store/limits/breaches';
import { reserveHeadroom } from '#store/limits/commitments';
import { noticeStanding } from '#store/limits/notice-standing';
import { relateApplicant } from '#store/limits/relate';
import type { Queryable } from '#store/queryable';

/** A row that has just become a case, as its limits are judged. */
export interface RowAsCase {
  readonly number: string;
  readonly applicant: number;
  readonly application: ReceivedApplication;
  readonly accepted: Extract<FiledRowOutcome, { kind: 'accepted' }>;
  readonly on: string;
}

/**
 * Reserves headroom of the book for a filed row, which its first step consumes with the letter's booking; or returns what
 * it would break. No clock gives it back: an accepted row is always brought into force.
 */
export async function reserveForRow(
  tx: Queryable,
  { number, applicant, application, accepted, on }: RowAsCase,
): Promise<HeadroomRefusal | null> {
  const { amountMinor, intake, shares } = accepted;
  const guarantee = {
    number,
    book: application.book,
    customer: applicant,
    class: contractClassOf(intake),
    controlsGuarantor: intake.controlsGuarantor,
    places: capPlacesOf(application, application.form as Readonly<Record<string, unknown>>),
  };
  const { registrationNo } = application.applicant;
  const links = linksOf(intake.relatedGroup, application.relations ?? {});
  await relateApplicant(tx, guarantee, { registrationNo, links }, on);
  const asked = { amountMinor, bearers: guaranteedShares(shares), until: on };
  const moved = await reserveHeadroom(tx, guarantee, asked);
  if (moved.kind === 'taken' && moved.netAssetsMissing) {
    await raiseNetAssetsMissing(tx, application.book);
  }
  if (moved.kind === 'taken' && moved.grew) await noticeStanding(tx, guarantee);
  return moved.kind === 'exceeded' ? moved : null;
}
