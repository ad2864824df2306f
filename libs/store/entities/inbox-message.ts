import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from './safe-integer.js';

/** A partner’s fact as it came in, unique for ever on source and event id. */
@Entity({ schema: 'aval', name: 'inbox' })
export class InboxMessage {
  @PrimaryColumn({ type: 'bigint', transformer: safeInteger, generated: 'identity' })
  id!: number;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text', name: 'event_id' })
  eventId!: string;

  @Column({ type: 'text', nullable: true })
  guarantee!: string | null;

  @Column({ type: 'integer', nullable: true })
  no!: number | null;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'date', name: 'occurred_on', nullable: true })
  occurredOn!: string | null;

  @Column({ type: 'jsonb' })
  data!: Record<string, unknown>;

  @Column({ type: 'text' })
  status!: 'received' | 'delivered' | 'taken' | 'refused' | 'parked';

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'timestamptz', name: 'received_at', insert: false, update: false })
  receivedAt!: Date;

  @Column({ type: 'timestamptz', name: 'delivered_at', nullable: true })
  deliveredAt!: Date | null;
}
