import { identifier } from '../schemas.js';

/** Names that stand for routes of ours below `/books`. */
const reservedNames: readonly string[] = ['balance'];

/** A name that a new book may bear. */
export const bookName = identifier.refine((name) => !reservedNames.includes(name.toLowerCase()), {
  error: `is a name of ours: take another than ${reservedNames.join(', ')}`,
});
