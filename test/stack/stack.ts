import { readFileSync } from 'node:fs';
import type { Urls } from '../../apps/cli/stack/apps.js';
import type { Secrets } from '../../apps/cli/stack/folder.js';
import type { ServiceName } from '../../apps/cli/stack/names.js';
import type { Ports } from '../../apps/cli/stack/ports.js';

/** The one stack that all tests of the project `stack` share. */
export interface TestStack {
  readonly urls: Urls;
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** Its state folder: logs are under `logs/`. */
  readonly directory: string;
  readonly pids: Readonly<Partial<Record<ServiceName, number>>>;
}

/** The stack that the run's global set-up has started. */
export function testStack(): TestStack {
  const handover = process.env.AVAL_TEST_STACK;
  if (!handover) throw new Error('No stack: run this test in the Jest project `stack`.');
  return JSON.parse(readFileSync(handover, 'utf8')) as TestStack;
}
