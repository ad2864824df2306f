import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from './safe-integer.js';

/** An order to a partner, sent at least once under one reference. */
@Entity({ schema: 'aval', name: 'outbox' })
export class OutboxOrder {
  @PrimaryColumn({ type: 'bigint', transformer: safeInteger, generated: 'identity' })
  id!: number;

  @Column({ type: 'text' })
  partner!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  reference!: string;

  @Column({ type: 'text' })
  guarantee!: string;

  @Column({ type: 'integer' })
  step!: number;

  @Column({ type: 'jsonb' })
  payload!: Record<string, unknown>;

  @Column({ type: 'text' })
  status!: 'pending' | 'unknown' | 'sent' | 'refused';

  @Column({ type: 'integer' })
  attempts!: number;

  @Column({ type: 'timestamptz', name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}
