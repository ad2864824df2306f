import { createHash } from 'node:crypto';

/** What stands for a consent outside our database: its digest, never its words. */
export function consentHashOf(consent: object): string {
  return createHash('sha256').update(JSON.stringify(consent)).digest('hex');
}
