import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** What the model is asked of postings: the trial balance as of a day, as known at an instant, of a book. */
export interface Question {
  readonly asOf: string | null;
  readonly knownAt: string | null;
  readonly book?: string;
}

export interface ModelAnswer {
  /** What breaks, entry by entry: balance, both identities, balances below zero. */
  readonly broken: readonly string[];
  /** By book, guarantee, account, drawdown, beneficiary, party and claim, each on its account's side. */
  readonly balances: Readonly<Record<string, number>>;
  readonly answers: readonly {
    readonly asOf: string | null;
    readonly knownAt: string | null;
    readonly currencies: Readonly<Record<string, object>>;
  }[];
}

/** Whether this machine can run the model at all. */
export const hasPython = spawnSync('python3', ['--version']).status === 0;

/** How many random lives a test plays; `AVAL_RUNS=10000` for the long one. */
export const runsOr = (usual: number): number => Number(process.env.AVAL_RUNS ?? usual);

/** The independent model of the ledger (model.py), kept running so that many lives are asked of one process. */
export class IndependentModel {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly lines: Interface;
  private readonly waiting: ((line: string) => void)[] = [];
  private complaint = '';

  constructor() {
    this.process = spawn('python3', ['test/ledger-model/model.py']);
    this.lines = createInterface({ input: this.process.stdout });
    this.lines.on('line', (line) => this.waiting.shift()?.(line));
    this.process.stderr.on('data', (text: Buffer) => {
      this.complaint += text.toString();
    });
    this.process.on('exit', () => {
      for (const answer of this.waiting.splice(0)) answer('');
    });
  }

  async ask(postings: string, questions: readonly Question[] = []): Promise<ModelAnswer> {
    const answered = new Promise<string>((resolve) => this.waiting.push(resolve));
    this.process.stdin.write(`${JSON.stringify({ postings, questions })}\n`);
    const line = await answered;
    if (line === '') throw new Error(`the model died: ${this.complaint}`);
    return JSON.parse(line) as ModelAnswer;
  }

  close(): void {
    this.process.stdin.end();
    this.lines.close();
  }
}
