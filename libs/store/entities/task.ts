import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A human task of a case. */
@Entity({ schema: 'aval', name: 'task' })
export class Task {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  guarantee!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  role!: string;

  @Column({ type: 'text' })
  stage!: string;

  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  @Column({ type: 'text' })
  status!: 'open' | 'claimed' | 'decided' | 'cancelled';

  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt!: Date;

  @Column({ type: 'timestamptz', name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'text', array: true })
  makers!: string[];

  @Column({ type: 'integer', name: 'votes_needed' })
  votesNeeded!: number;

  @Column({ type: 'text', name: 'claimed_by', nullable: true })
  claimedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'claimed_at', nullable: true })
  claimedAt!: Date | null;

  @Column({ type: 'text', name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'text', array: true })
  reasons!: string[];
}
