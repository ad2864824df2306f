import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A guarantor entity with its currency and regime. */
@Entity({ schema: 'aval', name: 'book' })
export class Book {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  guarantor!: string;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'text' })
  regime!: 'decree683' | 'none';

  @Column({ type: 'text', name: 'time_zone' })
  timeZone!: string;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false })
  createdAt!: Date;
}
