import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person’s command, stored before the case is asked. The comment may hold personal data. */
@Entity({ schema: 'aval', name: 'command' })
export class Command {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  guarantee!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', nullable: true })
  task!: string | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'text', array: true })
  reasons!: string[];

  @Column({ type: 'text', nullable: true })
  comment!: string | null;

  @Column({ type: 'jsonb' })
  data!: Record<string, unknown>;

  @Column({ type: 'text', name: 'by_person' })
  byPerson!: string;

  @Column({ type: 'text', name: 'by_roles', array: true })
  byRoles!: string[];

  @Column({ type: 'jsonb', nullable: true })
  answer!: object | null;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true })
  answeredAt!: Date | null;
}
