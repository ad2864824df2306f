/** The books' time zones: every day that people are shown is the local day of the case's book. */
import type { AvalApi } from './aval-api.js';
import type { Person } from './people.js';

/** The time zone of a book by its id. @throws Error for a book that the engine does not have */
export type ZoneOf = (book: string) => string;

export async function readZones({ door, tokens }: AvalApi, by: Person): Promise<ZoneOf> {
  const { body } = await door.call({ method: 'GET', path: '/books', token: await tokens.of(by) });
  const { items } = body as { items: readonly { id: string; timeZone: string }[] };
  const zones = new Map(items.map(({ id, timeZone }) => [id, timeZone]));
  return (book) => {
    const zone = zones.get(book);
    if (zone === undefined) throw new Error(`no book is called ${book}`);
    return zone;
  };
}
