import { createHash } from 'node:crypto';
import { Client } from 'pg';
import type { ClientConfig } from 'pg';

type Send = (text: unknown, values?: unknown, callback?: unknown) => unknown;

/**
 * A connection that has the server prepare each parameterised statement once: a step's statements are long and
 * always the same, and planning them anew cost the server more than running them.
 */
export class PreparingClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    const send = this.query.bind(this) as Send;
    const prepared: Send = (text, values, callback) =>
      typeof text === 'string' && Array.isArray(values)
        ? send({ name: nameOf(text), text }, values, callback)
        : send(text, values, callback);
    this.query = prepared as typeof this.query;
  }
}

const names = new Map<string, string>();

/** A name of its own for every text, the same on all connections; PostgreSQL's names hold 63 bytes. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
