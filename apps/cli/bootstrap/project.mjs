import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const project = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Tells the operator what happens, beside whatever a command prints for machines. */
export const say = (line) => process.stderr.write(`${line}\n`);
