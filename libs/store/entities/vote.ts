import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One member’s vote on a task. */
@Entity({ schema: 'aval', name: 'vote' })
export class Vote {
  @PrimaryColumn({ type: 'text' })
  task!: string;

  @PrimaryColumn({ type: 'text' })
  member!: string;

  @Column({ type: 'text', array: true })
  roles!: string[];

  @Column({ type: 'text' })
  vote!: string;

  @Column({ type: 'text', array: true })
  reasons!: string[];

  @Column({ type: 'timestamptz', name: 'cast_at' })
  castAt!: Date;
}
