import type { GuaranteeView } from '#store/reading/guarantee-row';
import type { MoneyView } from '#store/reading/money-of-case';
import type { TaskView } from '#store/reading/tasks';
import type { WaitView } from '#store/mining/case-waits';
import { readZones } from '../api/zones.js';
import { called } from '../invocation.js';
import { moneyText } from '../money-text.js';
import { withSession, type Session } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { brokenInto, printedStory } from '../timeline/print-story.js';
import { storyOf, waitText, type Stay } from '../timeline/story.js';
import { dayText, inWords, lastDayText } from '../timeline/words.js';
import { withJson, type AddCommand, type JsonOption } from './command.js';

/** A case with its money and its open tasks, as `GET /guarantees/{number}` has it. */
interface ShownGuarantee extends GuaranteeView {
  readonly money: MoneyView;
  readonly tasks: readonly TaskView[];
}

interface Shown {
  readonly guarantee: ShownGuarantee;
  readonly stages: readonly Stay[];
  readonly waits: readonly WaitView[];
  readonly timeZone: string;
}

export const addShow: AddCommand = (program, terminal) => {
  withJson(program.command('show <number>'))
    .description('one guarantee: its terms, where it stands, and its life as a story')
    .action((number: string, options: JsonOption) => show(terminal, number, options));
};

async function show(terminal: Terminal, number: string, options: JsonOption): Promise<void> {
  const shown = await withSession(terminal, (session) => read(session, number));
  present(terminal, options, shown, (result) => describe(result, terminal));
}

async function read({ api, people }: Session, number: string): Promise<Shown> {
  const token = await api.tokens.of(people.operations);
  const path = `/guarantees/${encodeURIComponent(number)}`;
  const [found, timeline, zoneOf] = await Promise.all([
    api.door.call({ method: 'GET', path, token }),
    api.door.call({ method: 'GET', path: `${path}/timeline`, token }),
    readZones(api, people.operations),
  ]);
  const guarantee = found.body as ShownGuarantee;
  const { stages, waits } = timeline.body as Pick<Shown, 'stages' | 'waits'>;
  return { guarantee, stages, waits, timeZone: zoneOf(guarantee.book) };
}

function describe({ guarantee, stages, waits, timeZone }: Shown, terminal: Terminal): string {
  const { colours } = terminal;
  const tongue = { currency: guarantee.currency, timeZone };
  const row = (name: string, said: string): string => labelled(name, said, terminal);
  const money = moneyLine(guarantee);
  return [
    `${colours.bold(guarantee.number)}  ${guarantee.applicant.name}`,
    row(
      'product',
      `${guarantee.packVersion.replace('@', ' ').replace(/\+.*$/, '')}, book ${guarantee.book}`,
    ),
    row('bank', guarantee.bank),
    row('loan', termsLine(guarantee)),
    ...(money === '' ? [] : [row('money', money)]),
    row('stands', standing(guarantee, timeZone)),
    row('days', `are those of ${timeZone}`),
    '',
    ...printedStory(storyOf(stages, waits, tongue), terminal),
    ...tasksLines(guarantee, timeZone),
  ].join('\n');
}

const labelWidth = 10;

function labelled(name: string, said: string, { colours, columns }: Terminal): string {
  const indent = labelWidth + 2;
  const lines = brokenInto(said, (columns ?? Infinity) - indent);
  return `  ${colours.dim(name.padEnd(labelWidth))}${lines.join(`\n${' '.repeat(indent)}`)}`;
}

function termsLine({
  loanMinor,
  amountMinor,
  currency,
  tenorMonths,
  grade,
}: GuaranteeView): string {
  const graded = grade === null ? '' : `, grade ${grade}`;
  return (
    `${moneyText(loanMinor, currency)} for ${tenorMonths} months, ` +
    `of which ${moneyText(amountMinor, currency)} guaranteed${graded}`
  );
}

/** What has become of the money, as far as anything has; of what was paid, interest and costs with the principal. */
function moneyLine({ money, currency }: ShownGuarantee): string {
  const told: readonly (readonly [
    name: string,
    principalMinor: number,
    accessoryMinor?: number,
  ])[] = [
    ['in force', money.outstandingMinor],
    ['undrawn', money.undrawnMinor],
    ['claimed', money.claimedMinor],
    ['paid out', money.paidOutMinor, money.paidOutAccessoryMinor],
    ['recovered', money.recoveredMinor, money.recoveredAccessoryMinor],
    ['written off', money.writtenOffMinor, money.writtenOffAccessoryMinor],
    ['still to recover', money.payoutReceivableMinor, money.payoutReceivableAccessoryMinor],
  ];
  return told
    .filter(([, principalMinor, accessoryMinor = 0]) => principalMinor + accessoryMinor !== 0)
    .map(([name, principalMinor, accessoryMinor = 0]) => {
      const sum = `${name} ${moneyText(principalMinor + accessoryMinor, currency)}`;
      if (accessoryMinor === 0) return sum;
      return `${sum} (of it interest and costs ${moneyText(accessoryMinor, currency)})`;
    })
    .join(', ');
}

function standing(guarantee: ShownGuarantee, timeZone: string): string {
  const { ending, endingReason, endedOn, stage, waiting, clock } = guarantee;
  if (ending !== null) {
    return `${inWords(ending)} on ${endedOn ?? '?'} (${inWords(endingReason ?? 'no reason')})`;
  }
  if (waiting === null) return `in ${inWords(stage)}`;
  const { since, dueAt } = waiting;
  const now = clock.kind === 'real' ? new Date().toISOString() : clock.at;
  const waited =
    waitText({ ...waiting, since: since ?? now }, now) ?? `waits for ${inWords(waiting.for)}`;
  const due = dueAt === null ? '' : `; last day ${lastDayText(dueAt, timeZone)}`;
  const as =
    clock.kind === 'real' ? '' : ` (its clock is driven, and stands at ${dayText(now, timeZone)})`;
  return `in ${inWords(stage)}, ${waited}${due}${as}`;
}

/** An outcome as it is to be typed: with the reason without which it would not stand. */
function outcomeWords(outcome: string, { reasonsWanted }: TaskView): string {
  const [usual] = reasonsWanted[outcome] ?? [];
  return usual === undefined ? outcome : `${outcome} --reason ${usual}`;
}

/** The open tasks, each as the command that decides it. */
function tasksLines({ tasks }: ShownGuarantee, timeZone: string): string[] {
  if (tasks.length === 0) return [];
  const lines = tasks.flatMap((task) => {
    const { id, role, outcomes, dueAt } = task;
    const [first = '', ...others] = outcomes.map((outcome) => outcomeWords(outcome, task));
    const due = dueAt === null ? [] : [`last day ${lastDayText(dueAt, timeZone)}`];
    const also = others.length === 0 ? [] : [`or ${others.join(', ')}`];
    return [
      `  ${called(`decide ${id} ${first} --as ${role}`)}`,
      `      ${[...also, ...due].join('; ')}`,
    ];
  });
  return ['', 'To decide', ...lines];
}
