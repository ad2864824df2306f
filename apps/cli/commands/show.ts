import type { GuaranteeView } from '#store/reading/guarantee-row';
import type { EventView } from '#store/reading/life-of-case';
import { moneyText } from '../money-text.js';
import { withSession, type Session } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { withJson, type AddCommand, type JsonOption } from './command.js';

/** A stay in a stage, as `GET /guarantees/{number}/timeline` has it. */
interface Stay {
  readonly stage: string;
  readonly enteredAt: string;
  readonly leftAt: string | null;
  readonly waitedMs: number | null;
  readonly events: readonly EventView[];
}

interface Shown {
  readonly guarantee: GuaranteeView;
  readonly stages: readonly Stay[];
}

export const addShow: AddCommand = (program, terminal) => {
  withJson(program.command('show <number>'))
    .description('one guarantee: its terms, where it stands, and its timeline')
    .action((number: string, options: JsonOption) => show(terminal, number, options));
};

async function show(terminal: Terminal, number: string, options: JsonOption): Promise<void> {
  const shown = await withSession(terminal, (session) => read(session, number));
  present(terminal, options, shown, (result) => describe(result, terminal));
}

async function read({ api, people }: Session, number: string): Promise<Shown> {
  const token = await api.tokens.of(people.operations);
  const path = `/guarantees/${encodeURIComponent(number)}`;
  const [guarantee, timeline] = await Promise.all([
    api.door.call({ method: 'GET', path, token }),
    api.door.call({ method: 'GET', path: `${path}/timeline`, token }),
  ]);
  const { stages } = timeline.body as { stages: readonly Stay[] };
  return { guarantee: guarantee.body as GuaranteeView, stages };
}

function describe({ guarantee, stages }: Shown, terminal: Terminal): string {
  const { currency, tenorMonths } = guarantee;
  const head = [
    `${terminal.colours.bold(guarantee.number)}  ${guarantee.applicant.name}`,
    `${guarantee.product} ${guarantee.packVersion}, book ${guarantee.book}, bank ${guarantee.bank}`,
    `loan ${moneyText(guarantee.loanMinor, currency)}, ` +
      `guaranteed ${moneyText(guarantee.amountMinor, currency)}, ${tenorMonths} months`,
    standing(guarantee),
  ];
  return [...head, '', ...stages.flatMap((stay) => describeStay(stay, terminal))].join('\n');
}

function standing({ ending, endingReason, endedOn, stage, waiting }: GuaranteeView): string {
  if (ending !== null) return `${ending} on ${endedOn ?? '?'} (${endingReason ?? 'no reason'})`;
  if (waiting === null) return `in ${stage}`;
  const due = waiting.dueAt === null ? '' : `, due ${waiting.dueAt.slice(0, 10)}`;
  return `in ${stage}, waits for ${waiting.for} (${waiting.on})${due}`;
}

function describeStay(stay: Stay, { colours }: Terminal): string[] {
  const { waitedMs } = stay;
  const waited = waitedMs === null || waitedMs === 0 ? '' : ` · waited ${daysText(waitedMs)}`;
  const until = stay.leftAt === null ? '' : ` – ${stay.leftAt.slice(0, 10)}`;
  const when = `${stay.enteredAt.slice(0, 10)}${until}`;
  const title = `${when}  ${colours.cyan(stay.stage)}${colours.dim(waited)}`;
  return [title, ...stay.events.map((event) => `  ${describeEvent(event)}`)];
}

function describeEvent(event: EventView): string {
  const who = event.resource === null ? '' : ` by ${event.resource}`;
  const details = Object.entries(event.data)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
  return `${event.businessDate}  ${event.name}${who}${details === '' ? '' : `: ${details}`}`;
}

function daysText(milliseconds: number): string {
  const count = Math.round(milliseconds / 86_400_000);
  return count === 0 ? 'less than a day' : `${count} ${count === 1 ? 'day' : 'days'}`;
}
