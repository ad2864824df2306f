/** The log and what is known of it, kept in step: nothing is known that is not on its way to the disk. */
import type { Entry } from './entries.js';
import { Journal } from './journal.js';
import { Memory } from './memory.js';

export class Logbook {
  readonly memory = new Memory();

  private constructor(private readonly journal: Journal) {}

  /** Opens the log at `path` and reads it from the first line, so that a restart forgets nothing. */
  static async open(path: string): Promise<Logbook> {
    const logbook = new Logbook(await Journal.open(path));
    for await (const entry of logbook.journal.entries()) logbook.memory.learn(entry);
    return logbook;
  }

  /** Known at once, and safe on disk when the promise resolves. */
  write(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) this.memory.learn(entry);
    return this.journal.append(entries);
  }

  /** Known at once, on disk soon. A disk that refuses ends the process: a sandbox that forgets must not go on. */
  note(entry: Entry): void {
    this.memory.learn(entry);
    void this.journal.note(entry);
  }

  /** Every entry written until now, from the first. */
  async *entries(): AsyncGenerator<Entry> {
    await this.journal.append([]);
    yield* this.journal.entries();
  }

  close(): Promise<void> {
    return this.journal.close();
  }
}

export function now(): string {
  return new Date().toISOString();
}
