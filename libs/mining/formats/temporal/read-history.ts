import type { AttributeValue } from '#mining/log/attribute-column';
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
  histories.forEach((events, run) => {
    readRun(events, `${logName(file)}${histories.length > 1 ? ` ${run + 1}` : ''}`, intake, whole);
  });
  return intake.finish(options.name ?? logName(file));
}

function readRun(
  events: readonly HistoryEvent[],
  nameless: string,
  intake: EventIntake,
  whole: WholeText,
): void {
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
