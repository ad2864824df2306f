/** The sandbox's control door: what will become of a case, and partners' facts as their day comes. */
import { JsonDoor } from '../api/json-door.js';
import type { PartnerMoment } from './case-script.js';

/** How partners will answer the orders of the case with this client reference. */
export async function setScenario(
  sandbox: JsonDoor,
  clientReference: string,
  scenario: Readonly<Record<string, unknown>>,
): Promise<void> {
  const path = `/control/scenarios/${encodeURIComponent(clientReference)}`;
  await sandbox.call({ method: 'PUT', path, body: scenario });
}

/**
 * Lets a partner tell its fact now. `eventId` is the fact's identity for ever: told again, it is a duplicate.
 */
export async function release(
  sandbox: JsonDoor,
  guarantee: string,
  eventId: string,
  moment: PartnerMoment,
): Promise<void> {
  await sandbox.call({
    method: 'POST',
    path: '/control/facts',
    body: {
      eventId,
      partner: moment.partner,
      type: moment.type,
      guarantee,
      occurredOn: moment.on,
      data: moment.data,
    },
  });
}
