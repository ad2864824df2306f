import { z } from 'zod';
import type { DocumentView } from '#store/reading/documents';
import type { ExpectedAnswer } from '#store/reading/expected-answers';
import type { GuaranteeView } from '#store/reading/guarantee-row';
import type { InboxView } from '#store/reading/inbox';
import type { MoneyView } from '#store/reading/money-of-case';
import type { TaskView } from '#store/reading/tasks';
import { task } from '../tasks/task.schemas.js';
import { guarantee, partnerFact, wait } from './guarantee.schemas.js';

/** The ledger's position of one guarantee: principal, and the accessories paid beside it, in whole minor units of its currency. */
const money = z
  .object({
    issuedMinor: z.int(),
    undrawnMinor: z.int(),
    outstandingMinor: z.int(),
    releasedMinor: z.int(),
    claimedMinor: z.int(),
    paidOutMinor: z.int(),
    paidOutAccessoryMinor: z.int(),
    recoveredMinor: z.int(),
    writtenOffMinor: z.int(),
    payoutReceivableMinor: z.int(),
    recoveredAccessoryMinor: z.int(),
    writtenOffAccessoryMinor: z.int(),
    payoutReceivableAccessoryMinor: z.int(),
  })
  .meta({ id: 'Money' });

export const document = z
  .object({
    name: z.string(),
    madeOn: z.string(),
    sha256: z.string().nullable(),
    validUntil: z.string().nullable(),
  })
  .meta({ id: 'Document' });

/**
 * A case with its money, its open tasks, the documents that were made for it, the facts that it holds for a later stage,
 * and the answers that it expects beside what it waits for.
 */
export const guaranteeDetail = guarantee
  .extend({
    money,
    tasks: z.array(task),
    documents: z.array(document),
    heldFacts: z.array(partnerFact),
    alsoAwaiting: z.array(wait),
  })
  .meta({ id: 'GuaranteeDetail' });

export interface GuaranteeDetail extends GuaranteeView {
  readonly money: MoneyView;
  readonly tasks: readonly TaskView[];
  readonly documents: readonly DocumentView[];
  readonly heldFacts: readonly InboxView[];
  readonly alsoAwaiting: readonly ExpectedAnswer[];
}
