import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the applicant declared, and the consent to be looked up. Personal data. */
@Entity({ schema: 'aval', name: 'application' })
export class Application {
  @PrimaryColumn({ type: 'text' })
  guarantee!: string;

  @Column({ type: 'jsonb' })
  form!: Record<string, unknown>;

  @Column({ type: 'jsonb', nullable: true })
  consent!: Record<string, unknown> | null;

  /** Who controls the applicant and who is related to it, as it declared. */
  @Column({ type: 'jsonb' })
  relations!: Record<string, unknown>;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false })
  createdAt!: Date;
}
