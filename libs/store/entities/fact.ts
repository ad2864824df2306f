import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was found, decided, promised or reported; never rewritten. */
@Entity({ schema: 'aval', name: 'fact' })
export class Fact {
  @PrimaryColumn({ type: 'text' })
  guarantee!: string;

  @PrimaryColumn({ type: 'integer' })
  no!: number;

  @Column({ type: 'integer' })
  step!: number;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  @Column({ type: 'date', name: 'business_date' })
  businessDate!: string;

  @Column({ type: 'timestamptz', name: 'occurred_at' })
  occurredAt!: Date;

  @Column({ type: 'timestamptz', name: 'recorded_at', insert: false, update: false })
  recordedAt!: Date;

  @Column({ type: 'jsonb' })
  data!: Record<string, unknown>;
}
