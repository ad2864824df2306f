import type { AttributeValue } from '#mining/log/attribute-column';
import { ENDING_MARK, OPEN_MARK } from '#mining/log/case-endings';
import type { OpenInput } from '../input/open-input.js';
import { logName } from '../log-name.js';
import { lineAt, parseJson, textOf } from '../json/json-lines.js';
import { decodeText, holdsDamage, wholeOf, type WholeText } from '../input/whole-input.js';
import { BrokenInput, EventIntake, type LogReading, type ReadingOptions } from '../reading.js';
import { historiesIn, type HistoryEvent } from './history-events.js';
import { HistorySteps } from './history-steps.js';

/**
 * Reads the JSON history of any Temporal workflow (as `temporal workflow show --output json` or the web interface write
 * it), one run or several. Activities, timers, signals, updates, child workflows and Nexus operations become events with
 * their lifecycle. The case is the workflow id, so runs that continued as new are one case.
 */
export async function readHistoryInput(
  file: string,
  input: OpenInput,
  options: ReadingOptions,
): Promise<LogReading> {
  const intake = new EventIntake(file, options.lenient ?? false);
  const whole = decodeText(await wholeOf(input.chunks), options.lenient);
  const histories = historiesIn(parseJson(whole.text));
  if (histories.length === 0) throw new BrokenInput('the file holds no history of a workflow', 1);
  const ends = new Map<string, RunEnd>();
  histories.forEach((events, run) => {
    const nameless = `${logName(file)}${histories.length > 1 ? ` ${run + 1}` : ''}`;
    const end = readRun(events, nameless, intake, whole);
    if (end.atMs >= (ends.get(end.caseId)?.atMs ?? -Infinity)) ends.set(end.caseId, end);
  });
  for (const { caseId, ending } of ends.values()) {
    intake.builder.describeCase(caseId, {
      [OPEN_MARK]: ending === undefined,
      [ENDING_MARK]: ending,
    });
  }
  return intake.finish(options.name ?? logName(file));
}

/** How a workflow ends; one that continued as new, or whose history stops elsewhere, is still open. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['WorkflowExecutionCompleted', 'completed'],
  ['WorkflowExecutionFailed', 'failed'],
  ['WorkflowExecutionTimedOut', 'timedOut'],
  ['WorkflowExecutionCanceled', 'canceled'],
  ['WorkflowExecutionTerminated', 'terminated'],
]);

/** How the last run of a workflow that the file holds ended; undefined while it is open. */
interface RunEnd {
  readonly caseId: string;
  readonly atMs: number;
  readonly ending: string | undefined;
}

function readRun(
  events: readonly HistoryEvent[],
  nameless: string,
  intake: EventIntake,
  whole: WholeText,
): RunEnd {
  const steps = new HistorySteps();
  const begun = events.find(({ type }) => type === 'WorkflowExecutionStarted')?.attributes ?? {};
  const caseId = textOf(begun['workflowId']) || nameless;
  const runId = textOf(begun['originalExecutionRunId']);
  for (const event of events) {
    const step = steps.stepOf(event);
    if (!step) continue;
    const trouble = holdsDamage(event, whole)
      ? `event ${event.id}: not valid UTF-8`
      : troubleOf(event, step.activity);
    if (trouble !== undefined) {
      intake.setAside(trouble, lineOfEvent(whole.text, event.id));
      continue;
    }
    const attributes: Record<string, AttributeValue> = { 'temporal:event': Number(event.id) };
    if (runId !== '') attributes['temporal:run'] = runId;
    if (step.attempt !== undefined) attributes['temporal:attempt'] = step.attempt;
    const { activity, lifecycle, resource } = step;
    const instantMs = step.timeMs ?? event.timeMs;
    intake.keep({ caseId, activity, instantMs, lifecycle, resource, attributes });
  }
  const last = events.at(-1);
  const ending = last === undefined ? undefined : ENDINGS.get(last.type);
  return { caseId, atMs: last?.timeMs ?? NaN, ending };
}

function troubleOf(event: HistoryEvent, activity: string): string | undefined {
  if (Number.isNaN(event.timeMs)) return `event ${event.id}: no eventTime that is an instant`;
  if (Number.isNaN(Number(event.id)) || event.id === '') return 'an event without eventId';
  return activity === ''
    ? `event ${event.id} (${event.type}) can't be told what it belongs to`
    : undefined;
}

function lineOfEvent(text: string, id: string): number | undefined {
  const found = text.search(new RegExp(`"eventId"\\s*:\\s*"?${id}"?\\s*[,}]`));
  return id === '' || found < 0 ? undefined : lineAt(text, found);
}
