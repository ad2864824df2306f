import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from './safe-integer.js';

/** One change of place: from, to, and how long the case waited and was worked on. */
@Entity({ schema: 'aval', name: 'edge_fact' })
export class EdgeFact {
  @PrimaryColumn({ type: 'text' })
  guarantee!: string;

  @PrimaryColumn({ type: 'integer' })
  no!: number;

  @Column({ type: 'text' })
  book!: string;

  @Column({ type: 'text' })
  product!: string;

  @Column({ type: 'text', name: 'from_place' })
  fromPlace!: string;

  @Column({ type: 'text', name: 'to_place' })
  toPlace!: string;

  @Column({ type: 'timestamptz', name: 'entered_at' })
  enteredAt!: Date;

  @Column({ type: 'timestamptz', name: 'left_at' })
  leftAt!: Date;

  @Column({ type: 'bigint', name: 'waited_ms', transformer: safeInteger })
  waitedMs!: number;

  @Column({ type: 'bigint', name: 'worked_ms', transformer: safeInteger })
  workedMs!: number;
}
