/** Plays the credit bureau. */
import type { orders, webhooks } from '#partners/bureau/wire';
import type { Scenario } from '../scenario.js';
import { silence, teller, type Plays, type Told } from './play.js';

const tell = teller<typeof webhooks>();

export const bureau: Plays<typeof orders> = {
  creditQuery: (_query, scenario) => {
    const report = reportOf(scenario.bureau);
    return report ? { told: [report] } : silence;
  },
};

function reportOf({ answer, score, adverseRecordedOn }: Scenario['bureau']): Told | null {
  switch (answer) {
    case 'clean':
      return tell('credit.reported', {
        status: 'hit',
        score: score ?? 720,
        overdueCount: 0,
        openGuaranteesMinor: 0,
        adverse: [],
      });
    case 'adverse':
      return tell('credit.reported', {
        status: 'hit',
        score: score ?? 380,
        overdueCount: 4,
        openGuaranteesMinor: 0,
        adverse: [
          adverseRecordedOn
            ? { kind: 'dishonestDebtor', recordedOn: adverseRecordedOn }
            : { kind: 'dishonestDebtor' },
        ],
      });
    case 'noRecord':
    case 'fault':
      return tell('credit.reported', { status: answer, adverse: [] });
    case 'silent':
      return null;
  }
}
