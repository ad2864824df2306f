import { Core1700000000100 } from './1700000000100-core.js';

/** In order of their time stamps; a landed migration is never changed, only followed. */
export const migrations = [Core1700000000100];
