import type { Say } from './names.js';

/** What the screen needs of a terminal or a pipe. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Lines that stay, above a table that is drawn anew. */
export interface Screen {
  readonly say: Say;
  /** Shows the table; into a pipe goes its one-line summary instead, when it has changed and not too often. */
  show(table: readonly string[], summary: string): void;
  /** Leaves the table as it is, so that what follows is written below it. */
  end(): void;
}

const plainEveryMs = 10_000;

/** The screen for this output: a terminal is redrawn, a pipe gets occasional plain lines. */
export function openScreen(output: Output): Screen {
  return output.isTTY ? redrawnScreen(output) : plainScreen(output);
}

function plainScreen(output: Output): Screen {
  let last = '';
  let lastAt = -Infinity;
  return {
    say: (line) => output.write(`${line}\n`),
    show: (_table, summary) => {
      if (summary === last || Date.now() - lastAt < plainEveryMs) return;
      last = summary;
      lastAt = Date.now();
      output.write(`${summary}\n`);
    },
    end: () => undefined,
  };
}

function redrawnScreen(output: Output): Screen {
  let drawn: readonly string[] = [];
  // Up to the table's first line, then clear to the end of the screen (ECMA-48: CUU, ED).
  const erase = (): string => (drawn.length === 0 ? '' : `\u001b[${drawn.length}A\u001b[0J`);
  const draw = (lines: readonly string[]): string => {
    const width = (output.columns ?? 80) - 1;
    return lines.map((line) => `${line.slice(0, width)}\n`).join('');
  };
  return {
    say: (line) => output.write(`${erase()}${line}\n${draw(drawn)}`),
    show: (table) => {
      const before = erase();
      drawn = table;
      output.write(before + draw(table));
    },
    end: () => {
      drawn = [];
    },
  };
}
