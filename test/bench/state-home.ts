import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where benches keep what they start, ignored by git. */
export function stateHome(): string {
  const home = fileURLToPath(new URL('../../.aval/', import.meta.url));
  mkdirSync(home, { recursive: true });
  return home;
}
