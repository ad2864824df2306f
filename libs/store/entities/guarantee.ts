import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from './safe-integer.js';

/** The case: where it stands, what it waits for, and its fixed terms. Written only by its own steps. */
@Entity({ schema: 'aval', name: 'guarantee' })
export class Guarantee {
  @PrimaryColumn({ type: 'text' })
  number!: string;

  @Column({ type: 'text' })
  book!: string;

  @Column({ type: 'text', name: 'client_reference', nullable: true })
  clientReference!: string | null;

  @Column({ type: 'text' })
  product!: string;

  @Column({ type: 'text', name: 'pack_version' })
  packVersion!: string;

  @Column({ type: 'text' })
  programme!: string;

  @Column({ type: 'text', name: 'programme_version' })
  programmeVersion!: string;

  @Column({ type: 'text', nullable: true })
  framework!: string | null;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'text' })
  bank!: string;

  @Column({ type: 'bigint', transformer: safeInteger })
  applicant!: number;

  @Column({ type: 'bigint', name: 'loan_minor', transformer: safeInteger })
  loanMinor!: number;

  @Column({ type: 'bigint', name: 'amount_minor', transformer: safeInteger })
  amountMinor!: number;

  @Column({ type: 'integer', name: 'tenor_months' })
  tenorMonths!: number;

  @Column({ type: 'jsonb' })
  promise!: object;

  @Column({ type: 'date', name: 'applied_on' })
  appliedOn!: string;

  @Column({ type: 'date', name: 'maturity_on', nullable: true })
  maturityOn!: string | null;

  @Column({ type: 'date', name: 'issued_on', nullable: true })
  issuedOn!: string | null;

  @Column({ type: 'date', name: 'ended_on', nullable: true })
  endedOn!: string | null;

  @Column({ type: 'text' })
  stage!: string;

  @Column({ type: 'text', nullable: true })
  ending!: string | null;

  @Column({ type: 'text', name: 'ending_reason', nullable: true })
  endingReason!: string | null;

  @Column({ type: 'text', name: 'waiting_for', nullable: true })
  waitingFor!: string | null;

  @Column({ type: 'text', name: 'waiting_on', nullable: true })
  waitingOn!: string | null;

  @Column({ type: 'timestamptz', name: 'waiting_since', nullable: true })
  waitingSince!: Date | null;

  @Column({ type: 'timestamptz', name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'next_due_at', nullable: true })
  nextDueAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'stage_entered_at', nullable: true })
  stageEnteredAt!: Date | null;

  @Column({ type: 'text', name: 'product_key', nullable: true })
  productKey!: string | null;

  @Column({ type: 'text', nullable: true })
  grade!: string | null;

  @Column({ type: 'text', nullable: true })
  classification!: string | null;

  @Column({ type: 'text' })
  clock!: 'real' | 'driven';

  @Column({ type: 'timestamptz', name: 'clock_at' })
  clockAt!: Date;

  @Column({ type: 'jsonb' })
  opening!: object;

  @Column({ type: 'jsonb', nullable: true })
  carried!: object | null;

  @Column({ type: 'text', name: 'submitted_by' })
  submittedBy!: string;

  @Column({ type: 'integer', name: 'last_event_no' })
  lastEventNo!: number;

  @Column({ type: 'integer', name: 'last_message_no' })
  lastMessageNo!: number;

  @Column({ type: 'integer', name: 'delivered_message_no' })
  deliveredMessageNo!: number;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', insert: false, update: false })
  updatedAt!: Date;
}
