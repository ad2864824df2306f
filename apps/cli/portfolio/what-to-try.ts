/** What `npm start` proposes once all is up: every line of it works as it is printed, in a second terminal. */
import { taskKinds, type Role, type TaskKind } from '#domain/lifecycle/tasks';
import { join } from 'node:path';
import pg from 'pg';
import { demonstrationPeople } from '../api/people.js';
import { called } from '../invocation.js';
import { projectFolder } from '../stack/folder.js';
import type { Stack } from '../stack/stack.js';

/** One proposal: what it is for, and what to type. */
interface Proposal {
  readonly aim: string;
  readonly commands: readonly string[];
}

interface OpenTask {
  readonly id: string;
  readonly guarantee: string;
  readonly role: Role;
  readonly outcome: string;
}

/** A heading, then each proposal with one explanation, by the command line and over HTTP. */
export async function whatToTry(stack: Stack): Promise<string[]> {
  const task = await findTask(stack.urls.database).catch(() => null);
  const isElsewhere = stack.directory !== join(projectFolder, '.aval');
  const where = isElsewhere
    ? [{ aim: elsewhereAim, commands: [`export AVAL_STATE_DIR=${stack.directory}`] }]
    : [];
  const proposals = [...where, ...byCommandLine(task), ...overHttp(stack, task)];
  return [
    '',
    'What to try next, in a second terminal',
    ...proposals.flatMap(({ aim, commands }) => ['', `  ${aim}:`, ...commands.map(indented)]),
    '',
  ];
}

const elsewhereAim = 'Name the state folder of this stack, because it is not the usual one';

function byCommandLine(task: OpenTask | null): Proposal[] {
  return [
    { aim: 'Cases under way, and what each waits for', commands: [called('list --open')] },
    {
      aim: 'One case, told as a story',
      commands: [called(`show ${task?.guarantee ?? 'NUMBER'}`)],
    },
    { aim: 'What waits for somebody to decide', commands: [called('tasks')] },
    {
      aim: 'Decide one of these tasks, as a person who holds its role',
      commands: [
        called(
          `decide ${task?.id ?? 'TASK'} ${task?.outcome ?? 'OUTCOME'} --as ${task?.role ?? 'ROLE'}`,
        ),
      ],
    },
    {
      aim: 'Hand in an application of your own',
      commands: [called('apply docs/examples/applications/bao-wei-dai.json')],
    },
    {
      aim: 'Play a case to every ending',
      commands: [called('scenario docs/examples/scenarios/endings.jsonl')],
    },
  ];
}

function overHttp({ urls }: Stack, task: OpenTask | null): Proposal[] {
  const role = task?.role ?? 'officer';
  const person = demonstrationPeople.one(role).id;
  const bearer = '-H "authorization: Bearer $TOKEN"';
  return [
    {
      aim: 'A token for the API, which is valid for an hour',
      commands: [`TOKEN=$(npm run --silent aval -- token ${role})`],
    },
    {
      aim: 'The same token without the command line',
      commands: [
        `curl -s ${urls.issuer}/token -d client_id=aval-demonstration \\`,
        `  -d grant_type=urn:aval:grant:demonstration -d username=${person}`,
      ],
    },
    {
      aim: 'Tasks of that role, over HTTP',
      commands: [`curl -s '${urls.api}/tasks?role=${role}' ${bearer}`],
    },
    {
      aim: 'Decide one over HTTP (the key lets you send it again without harm)',
      commands: [
        `curl -s ${urls.api}/tasks/${task?.id ?? 'TASK'}/decision \\`,
        `  ${bearer} -H 'if-match: *' -H 'idempotency-key: my-decision' \\`,
        `  -H 'content-type: application/json' -d '{"outcome": "${task?.outcome ?? 'OUTCOME'}", "reasons": []}'`,
      ],
    },
  ];
}

/** An open task with its first outcome; one of a case on the real clock rather than one of the past. */
async function findTask(database: string): Promise<OpenTask | null> {
  const client = new pg.Client({ connectionString: database, connectionTimeoutMillis: 2000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; guarantee: string; kind: TaskKind }>(
      `select t.id, t.guarantee, t.kind from aval.task t join aval.guarantee g on g.number = t.guarantee
        where t.status = 'open' and t.kind <> 'councilVote' order by g.clock = 'real' desc, t.due_at, t.id limit 1`,
    );
    const [found] = rows;
    if (found === undefined) return null;
    const { role, outcomes } = taskKinds[found.kind];
    return { id: found.id, guarantee: found.guarantee, role, outcome: outcomes[0] };
  } finally {
    await client.end();
  }
}

const indented = (line: string): string => `    ${line}`;
