import type { IntakeFacts } from '#domain/intake/decide-intake';
import { contractClassOf } from '#domain/limits/amounts';
import { linksOf, type Link } from '#domain/limits/relations';
import type { LimitedGuarantee } from '#domain/limits/standing';
import { capPlacesOf } from '#domain/limits/terms';
import type { CaseStep } from '#store/case/case-step';
import { latestFact, readApplication } from '#store/case/facts';
import type { Booked } from '#store/ledger/post-fact';
import { followLedger } from '#store/limits/commitments';
import { noticeStanding } from '#store/limits/notice-standing';
import { relateApplicant } from '#store/limits/relate';

/** The case as the limit guard sees it; nothing in a book that Decree 683 does not hold to caps. */
export async function limitedGuarantee(step: CaseStep): Promise<LimitedGuarantee | null> {
  if (step.row.regime === 'none') return null;
  const recorded = await latestFact<IntakeFacts>(step, 'applicationReceived');
  const intake = takenInNow.get(step) ?? recorded?.data;
  if (intake === undefined) return null;
  return {
    ...(await placed(step)),
    class: contractClassOf(intake),
    controlsGuarantor: intake.controlsGuarantor,
  };
}

/** A row of a framework is taken in and brought into force in one step: its facts are not written yet. */
const takenInNow = new WeakMap<CaseStep, IntakeFacts>();

type Placed = Omit<LimitedGuarantee, 'class' | 'controlsGuarantor'>;

async function placed(step: CaseStep): Promise<Placed> {
  const { number, book, applicant } = step.row;
  const { form } = await readApplication(step);
  return { number, book, customer: applicant, places: capPlacesOf(step.row, form) };
}

/** What the applicant declares of its relations counts from the day of application on. */
export async function relate(step: CaseStep, intake: IntakeFacts): Promise<void> {
  takenInNow.set(step, intake);
  const { relations } = await readApplication(step);
  const { relatedGroup } = intake;
  const related = await relateAs(step, linksOf(relatedGroup, relations));
  if (related === null) return;
  const { controller, relatedParties = [] } = relations;
  step.note({
    kind: 'relatedDebtors',
    ...(relatedGroup === null ? {} : { subject: relatedGroup }),
    data: {
      ...related,
      controllerDeclared: controller !== undefined,
      partiesDeclared: relatedParties.length,
    },
  });
  // Debtors who stand in the book already are one group from now on: their sum may be above its limit.
  if (related.joined > 0) await noticeStanding(step.tx, await placed(step));
}

/** Others may have declared this applicant since it was taken in: before headroom is taken, it belongs to their group. */
export async function relateAnew(step: CaseStep): Promise<void> {
  await relateAs(step, []);
}

async function relateAs(step: CaseStep, links: readonly Link[]) {
  if (step.row.regime === 'none') return null;
  const { registrationNo } = await readApplication(step);
  return relateApplicant(step.tx, await placed(step), { registrationNo, links }, step.on);
}

const owed: readonly string[] = ['undrawn', 'outstanding'];

/** Whatever the ledger books changes what the limits count, in the same transaction. */
export async function followMoney(step: CaseStep, { lines, position }: Booked): Promise<void> {
  if (!lines.some(({ account }) => owed.includes(account))) return;
  const guarantee = await limitedGuarantee(step);
  if (guarantee === null) return;
  const moved = await followLedger(step.tx, guarantee, position);
  if (moved.kind !== 'taken' || !moved.grew) return;
  await noticeStanding(step.tx, guarantee);
}
