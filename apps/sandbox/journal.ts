/** The sandbox's own append-only log, one JSON object a line: what it will later be judged by. */
import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Entry } from './entries.js';

interface Waiting {
  readonly text: string;
  readonly lasting: boolean;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/** Entries that wait together are written and synced together, so that hundreds of requests share one disk stall. */
export class Journal {
  private waiting: Waiting[] = [];
  private writing: Promise<void> | null = null;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /** Opens the log, cutting off a last line that a killed process left unfinished: it was never answered for. */
  static async open(path: string): Promise<Journal> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a+');
    await cutUnfinishedLine(file);
    return new Journal(path, file);
  }

  /** Resolves when the entries, and all before them, are safe on disk. */
  append(entries: readonly Entry[]): Promise<void> {
    return this.enqueue(entries, true);
  }

  /** Writes soon, without waiting for the disk: for what would do no harm if a crash swallowed it. */
  note(entry: Entry): Promise<void> {
    return this.enqueue([entry], false);
  }

  /** Every entry from the first, in order. */
  async *entries(): AsyncGenerator<Entry> {
    const lines = createInterface({ input: createReadStream(this.path), crlfDelay: Infinity });
    for await (const line of lines) yield JSON.parse(line) as Entry;
  }

  private enqueue(entries: readonly Entry[], lasting: boolean): Promise<void> {
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    return new Promise((written, failed) => {
      this.waiting.push({ text, lasting, written, failed });
      this.writing ??= this.writeWaiting();
    });
  }

  async close(): Promise<void> {
    await this.writing;
    await this.file.close();
  }

  private async writeWaiting(): Promise<void> {
    // One turn of the event loop lets requests of the same moment join this write.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        await this.file.appendFile(group.map(({ text }) => text).join(''));
        if (group.some(({ lasting }) => lasting)) await this.file.datasync();
        for (const { written } of group) written();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.writing = null;
  }
}

async function cutUnfinishedLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const chunk = Buffer.alloc(65_536);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunk.length);
    const { bytesRead } = await file.read(chunk, 0, end - start, start);
    const newline = chunk.subarray(0, bytesRead).lastIndexOf('\n');
    if (newline >= 0) {
      if (start + newline + 1 < size) await file.truncate(start + newline + 1);
      return;
    }
    end = start;
  }
  await file.truncate(0);
}
