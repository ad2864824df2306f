/** What the API stands on, handed to its parts by these names. */
export const SETTINGS = Symbol('settings');
export const POOL = Symbol('pool');
export const TEMPORAL = Symbol('temporal client');
export const LOGGER = Symbol('logger');
