import { z } from 'zod';

/** The name of an accounting period in a request: a year (`2026`), a quarter (`2026-Q1`) or a month (`2026-01`). */
export const period = z.string().regex(/^(19|20|21)\d\d(-(0[1-9]|1[0-2])|-Q[1-4])?$/);
