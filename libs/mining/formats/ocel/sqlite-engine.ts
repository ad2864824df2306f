import initSqlJs, { type Database, type SqlValue } from 'sql.js';
import { BrokenInput } from '../reading.js';

export type { Database, SqlValue };

/** Compiled once: the engine takes far longer to compile than a small log to read. */
let engine: ReturnType<typeof initSqlJs> | undefined;

/** An SQLite database in memory, empty or from a file's bytes. SQLite runs as WebAssembly: no native build is needed. */
export async function openDatabase(bytes?: Uint8Array): Promise<Database> {
  engine ??= initSqlJs();
  const { Database: InMemory } = await engine;
  return new InMemory(bytes);
}

/** The rows of a query, each as a record by column. Throws BrokenInput where the database can't answer it. */
export function rowsOf(database: Database, query: string): Record<string, SqlValue>[] {
  try {
    return database
      .exec(query)
      .flatMap(({ columns, values }) =>
        values.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null]))),
      );
  } catch (trouble) {
    const reason = trouble instanceof Error ? trouble.message : String(trouble);
    throw new BrokenInput(`the SQLite database can't answer: ${reason}`);
  }
}

/** A name as an SQL identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
