import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A step of a case, recorded once: repeating it gives its first result. */
@Entity({ schema: 'aval', name: 'step' })
export class Step {
  @PrimaryColumn({ type: 'text' })
  guarantee!: string;

  @PrimaryColumn({ type: 'integer' })
  no!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'jsonb', nullable: true })
  result!: unknown;

  @Column({ type: 'timestamptz', name: 'recorded_at', insert: false, update: false })
  recordedAt!: Date;
}
