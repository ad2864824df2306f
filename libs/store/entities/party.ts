import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from './safe-integer.js';

/** An applicant; the principal debtor once the guarantee is issued. Personal data. */
@Entity({ schema: 'aval', name: 'party' })
export class Party {
  @PrimaryColumn({ type: 'bigint', transformer: safeInteger, generated: 'identity' })
  id!: number;

  @Column({ type: 'text' })
  kind!: 'company' | 'person';

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', name: 'registration_no' })
  registrationNo!: string;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false })
  createdAt!: Date;
}
