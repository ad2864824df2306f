import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A process event with XES meaning: who did what, when (on the case’s clock and when booked), at which attempt. */
@Entity({ schema: 'aval', name: 'process_event' })
export class ProcessEvent {
  @PrimaryColumn({ type: 'text' })
  guarantee!: string;

  @PrimaryColumn({ type: 'integer' })
  no!: number;

  @Column({ type: 'integer' })
  step!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  activity!: string;

  @Column({ type: 'text' })
  transition!: string;

  @Column({ type: 'text' })
  stage!: string;

  @Column({ type: 'text', nullable: true })
  resource!: string | null;

  @Column({ type: 'text', nullable: true })
  role!: string | null;

  @Column({ type: 'timestamptz', name: 'occurred_at' })
  occurredAt!: Date;

  @Column({ type: 'date', name: 'business_date' })
  businessDate!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at', insert: false, update: false })
  recordedAt!: Date;

  @Column({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'jsonb' })
  data!: Record<string, unknown>;
}
