import { wordsOf } from '../bottlenecks/process-words.js';
import type { WaitParty } from '../bottlenecks/typed-wait.js';
import { waitParties } from '../bottlenecks/typed-wait.js';
import { partLegend } from './page.js';

/** Whose delay is which colour. */
export const partyColours: Readonly<Record<WaitParty, string>> = {
  agreement: '#8b95a3',
  us: '#a3271f',
  bank: '#2f7fb5',
  borrower: '#d39a2d',
  signers: '#4a8f52',
  bureau: '#8a5fa8',
  registry: '#2f9aa0',
  reGuarantor: '#b0456b',
};

/** The parties that have any delay, with their colours. */
export function partyLegend(present: ReadonlySet<WaitParty>): string {
  return partLegend(
    waitParties
      .filter((party) => present.has(party))
      .map((party) => ({ colour: partyColours[party], ...wordsOf(party) })),
  );
}
