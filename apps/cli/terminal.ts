/** What a command has of the world around it: the environment, and where it prints. */
import { isatty } from 'node:tty';
import pc from 'picocolors';

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Colours only where somebody watches: none when piped, or with NO_COLOR. */
  readonly colours: ReturnType<typeof pc.createColors>;
  /** How wide a line may be; undefined where nobody watches: what is piped is not broken. */
  readonly columns: number | undefined;
  /** Results: standard output. */
  readonly print: (text: string) => void;
  /** What goes on meanwhile: error output, so that results can be piped. */
  readonly say: (text: string) => void;
}

export function terminalOf(process: NodeJS.Process): Terminal {
  const isWatched = isatty(process.stdout.fd);
  return {
    env: process.env,
    colours: pc.createColors(isWatched && pc.isColorSupported),
    columns: isWatched ? process.stdout.columns : undefined,
    print: (text) => process.stdout.write(`${text}\n`),
    say: (text) => process.stderr.write(`${text}\n`),
  };
}

/** Prints a result: as one JSON object for machines, or as a text for people. */
export function present<Result>(
  terminal: Terminal,
  { json }: { readonly json?: boolean },
  result: Result,
  describe: (result: Result) => string,
): void {
  terminal.print(json === true ? JSON.stringify(result) : describe(result));
}
