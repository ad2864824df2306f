/** What people do of themselves, on a day of the script: withdraw, ask for a reconsideration, propose a write-off. */
import { randomUUID } from 'node:crypto';
import type { AvalApi } from '../api/aval-api.js';
import type { People, Person } from '../api/people.js';
import type { PersonalAct, PersonMoment } from './case-script.js';

interface ActDoor {
  readonly path: string;
  readonly by: (people: People) => Person;
  readonly body: (moment: PersonMoment) => object;
}

const doors: Readonly<Record<PersonalAct, ActDoor>> = {
  withdraw: {
    path: 'withdrawal',
    by: (people) => people.applicant,
    body: ({ reason }) => ({ reason }),
  },
  requestReconsideration: {
    path: 'reconsideration',
    by: (people) => people.applicant,
    body: ({ reason }) => ({ reason }),
  },
  proposeWriteOff: {
    path: 'write-off-proposal',
    by: (people) => people.one('claims'),
    body: ({ reason, proof }) => ({
      proof: proof.map((kind) => ({ kind })),
      ...(reason === '' ? {} : { comment: reason }),
    }),
  },
};

/** @throws Refusal with the engine's code where the case does not allow the act now. */
export async function act(
  { door, tokens }: AvalApi,
  number: string,
  moment: PersonMoment,
  people: People,
): Promise<void> {
  const { path, by, body } = doors[moment.act];
  await door.call({
    method: 'POST',
    path: `/guarantees/${encodeURIComponent(number)}/${path}`,
    body: body(moment),
    token: await tokens.of(by(people)),
    headers: { 'if-match': '*', 'idempotency-key': randomUUID() },
  });
}
