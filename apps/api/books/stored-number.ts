import { z } from 'zod';

/** The number of a row in a path: a closing, a statement. */
export const storedNumber = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
