import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { written } from '../api/aval-api.js';
import type { JsonRequest } from '../api/json-door.js';
import type { Person } from '../api/people.js';
import { CommandFailure, exitCodes } from '../failure.js';
import { called } from '../invocation.js';
import { moneyText } from '../money-text.js';
import { withSession, type Session } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { textTable } from '../text-table.js';
import { writtenJson } from '#domain/json/written-json';
import { withJson, type AddCommand, type JsonOption } from './command.js';
import { personNamed } from './decide.js';

interface AsOption extends JsonOption {
  readonly as: string;
}

interface FileOptions extends AsOption {
  readonly framework: string;
}

interface Framework {
  readonly id: string;
  readonly bank: string;
  readonly programme: string;
  readonly currency: string;
  readonly status: string;
  readonly limitMinor: number;
  readonly acceptedRows: number;
  readonly payableMinor: number;
  readonly use: { headroomMinor: number; capHeadroomMinor: number; capState: string };
}

interface Progress {
  readonly id: string;
  readonly rows: number;
  readonly pending: number;
  readonly accepted: number;
  readonly known: number;
  readonly refused: number;
}

interface RefusedRow {
  readonly line: number;
  readonly loanReference: string | null;
  readonly reason: string | null;
  readonly field: string | null;
  readonly detail: string | null;
}

const pageOfRows = 1000;
const lookAgainMs = 500;

/** `aval framework …`: agreements with banks for batches (docs/programmes.md). */
export const addFramework: AddCommand = (program, terminal) => {
  const framework = program.command('framework').description('frameworks: batches filed by banks');
  addAgreeing(framework, terminal);
  withJson(framework.command('file <csv>'))
    .description('file the rows of a CSV file, and wait until each is accepted or refused')
    .requiredOption('--framework <id>', 'under which framework')
    .option('--as <person>', 'who files: a person or a role', 'officer')
    .action((csv: string, options: FileOptions) => fileRows(terminal, csv, options));
  withJson(framework.command('list'))
    .description('the frameworks, with their headroom')
    .action(async (options: JsonOption) => {
      const list = await asking<{ items: Framework[] }>(terminal, 'operations', {
        method: 'GET',
        path: '/frameworks',
      });
      present(terminal, options, list, ({ items }) => describe(items));
    });
};

function addAgreeing(framework: Command, terminal: Terminal): void {
  withJson(framework.command('propose <file>'))
    .description('propose a framework (a JSON file)')
    .option('--as <person>', 'who proposes: a person or a role', 'officer')
    .action(async (file: string, options: AsOption) => {
      const body = readTerms(file);
      const request: JsonRequest = { method: 'POST', path: '/frameworks', body };
      const proposed = await asking<Framework>(terminal, options.as, request);
      present(terminal, options, proposed, ({ id, status }) => `${id}: ${status}`);
    });
  for (const outcome of ['confirm', 'refuse'] as const) {
    withJson(framework.command(`${outcome} <id>`))
      .description(`${outcome} a proposed framework; never by who proposed it`)
      .option('--as <person>', 'who decides: a person or a role', 'risk')
      .action(async (id: string, options: AsOption) => {
        const path = `/frameworks/${encodeURIComponent(id)}/decision`;
        const request: JsonRequest = { method: 'POST', path, body: { outcome } };
        const decided = await asking<Framework>(terminal, options.as, request);
        present(terminal, options, decided, ({ status }) => `${id}: ${status}`);
      });
  }
}

function readTerms(file: string): unknown {
  try {
    return writtenJson(readFileSync(file));
  } catch (error) {
    throw unreadable(file, error, 'Name a JSON file; docs/programmes.md has an example.');
  }
}

function readRows(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unreadable(file, error, 'Name a CSV file; docs/programmes.md names its columns.');
  }
}

function unreadable(file: string, error: unknown, whatToDo: string): CommandFailure {
  const reason = error instanceof Error ? error.message : String(error);
  return new CommandFailure(`${file} cannot be read: ${reason}`, whatToDo, exitCodes.misused);
}

async function fileRows(terminal: Terminal, csv: string, options: FileOptions): Promise<void> {
  const bytes = readRows(csv);
  const filings = `/frameworks/${encodeURIComponent(options.framework)}/filings`;
  const filed = await withSession(terminal, async (session) => {
    const person = personNamed(session, options.as);
    const kept = await ask<Progress>(session, person, {
      method: 'POST',
      path: `${filings}${written({ source: basename(csv) })}`,
      file: { content: bytes, type: 'text/csv' },
    });
    const path = `${filings}/${kept.id}`;
    const progress = await untilDecided(terminal, session, person, path);
    return { ...progress, refusedRows: await refusedRows(session, person, path) };
  });
  present(terminal, options, filed, describeFiling);
}

async function untilDecided(
  { say }: Terminal,
  session: Session,
  person: Person,
  path: string,
): Promise<Progress> {
  for (;;) {
    const progress = await ask<Progress>(session, person, { method: 'GET', path });
    if (progress.pending === 0) return progress;
    say(`${progress.rows - progress.pending} of ${progress.rows} rows`);
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}

async function refusedRows(session: Session, person: Person, path: string): Promise<RefusedRow[]> {
  const rows: RefusedRow[] = [];
  for (;;) {
    const after = rows.at(-1)?.line ?? 0;
    const page = written({ status: 'refused', after, limit: pageOfRows });
    const request: JsonRequest = { method: 'GET', path: `${path}/rows${page}` };
    const { items } = await ask<{ items: RefusedRow[] }>(session, person, request);
    rows.push(...items);
    if (items.length < pageOfRows) return rows;
  }
}

async function asking<Body>(terminal: Terminal, as: string, request: JsonRequest): Promise<Body> {
  return withSession(terminal, (session) => ask<Body>(session, personNamed(session, as), request));
}

async function ask<Body>({ api }: Session, person: Person, request: JsonRequest): Promise<Body> {
  const { body } = await api.door.call({ ...request, token: await api.tokens.of(person) });
  return body as Body;
}

function describe(frameworks: readonly Framework[]): string {
  if (frameworks.length === 0) {
    return `there is no framework; propose one: ${called('framework propose FILE')}`;
  }
  const money = (amountMinor: number, { currency }: Framework): string =>
    moneyText(amountMinor, currency);
  return textTable(frameworks, [
    { title: 'framework', of: ({ id }) => id },
    { title: 'bank', of: ({ bank }) => bank },
    { title: 'programme', of: ({ programme }) => programme },
    { title: 'status', of: ({ status }) => status },
    { title: 'rows', of: ({ acceptedRows }) => String(acceptedRows), right: true },
    { title: 'headroom', of: (one) => money(one.use.headroomMinor, one), right: true },
    { title: 'cap left', of: (one) => money(one.use.capHeadroomMinor, one), right: true },
    { title: 'cap', of: ({ use }) => use.capState },
  ]);
}

function describeFiling(filed: Progress & { refusedRows: readonly RefusedRow[] }): string {
  const lines = filed.refusedRows.map(({ line, loanReference, reason, field, detail }) => {
    const where = field === null ? '' : ` (${field})`;
    const why = detail === null ? '' : `: ${detail}`;
    return `line ${line} ${loanReference ?? ''} ${reason ?? ''}${where}${why}`;
  });
  const { rows, accepted, known, refused } = filed;
  const sum = `${rows} rows: ${accepted} accepted, ${known} known already, ${refused} refused`;
  return [...lines, sum].join('\n');
}
