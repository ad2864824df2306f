import type { ClientBase } from 'pg';

/** Whatever runs parameterised SQL: a pool, or a client inside a transaction. */
export type Queryable = Pick<ClientBase, 'query'>;
