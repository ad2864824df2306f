/** What a test of lives needs of the shared stack: the world's doors, and a book of the test's own. */
import { keepBook } from '../../apps/cli/api/books.js';
import { JsonDoor } from '../../apps/cli/api/json-door.js';
import { demonstrationPeople } from '../../apps/cli/api/people.js';
import { IssuerTokens } from '../../apps/cli/api/tokens.js';
import type { World } from '../../apps/cli/world/live-case.js';
import type { Urls } from '../../apps/cli/stack/apps.js';
import { loadPack } from '#products/load-pack';
import { openPool } from '#store/pool';
import { Client, Connection } from '@temporalio/client';
import { testStack } from '../stack/stack.js';

export interface Stand {
  readonly world: World;
  readonly temporal: Client;
  /** Tells this run's cases from those of any other. */
  readonly run: string;
  /** The book of a product's cases. */
  readonly bookOf: (product: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

const patienceMs = 120_000;

/** The world on the stack of the run, or on another. The caller closes it. */
export async function openStand(urls: Urls = testStack().urls): Promise<Stand> {
  const doors = [
    new JsonDoor({ name: 'API', url: urls.api, patienceMs }),
    new JsonDoor({ name: 'sandbox', url: urls.sandbox, patienceMs }),
    new JsonDoor({ name: 'token issuer', url: urls.issuer, patienceMs }),
  ] as const;
  const [api, sandbox, issuer] = doors;
  const database = openPool(urls.database, 4);
  // A connection that breaks while idle is replaced by the pool; the next question says what is wrong.
  database.on('error', () => undefined);
  const connection = await Connection.connect({ address: urls.temporal });
  const world: World = {
    api: { door: api, tokens: new IssuerTokens(issuer) },
    sandbox,
    people: demonstrationPeople,
    database,
  };
  const run = `t${Date.now().toString(36)}${process.pid.toString(36)}`;
  return {
    world,
    temporal: new Client({ connection, namespace: urls.temporalNamespace }),
    run,
    bookOf: (product) => openBook(world, run, product),
    close: async () => {
      await Promise.all([...doors.map((door) => door.close()), database.end(), connection.close()]);
    },
  };
}

async function openBook(world: World, run: string, product: string): Promise<string> {
  const { currency, regime, timeZone } = loadPack(product);
  const book = `${run}-${currency.toLowerCase()}`;
  const terms = { guarantor: 'Guarantor of the tests', currency, regime, timeZone };
  await keepBook(world.api, book, terms, world.people.operations);
  return book;
}
