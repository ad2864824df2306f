import type { Lifecycle } from '#mining/log/event-log';
import { fieldsOf, listOf, textOf } from '../json/json-lines.js';
import { payloadValue, timeOf, type HistoryEvent } from './history-events.js';

/** What an event of a history means for the case. */
export interface HistoryStep {
  readonly activity: string;
  readonly lifecycle: Lifecycle;
  /** Where the step happened at another instant than it was recorded. */
  readonly timeMs?: number;
  readonly resource?: string | undefined;
  readonly attempt?: number;
}

type Named = (attributes: HistoryEvent['attributes'], event: HistoryEvent) => string;
type Rule = readonly [lifecycle: Lifecycle, name: Named | { readonly by: string }];

const typeName =
  (field: string, prefix = ''): Named =>
  (attributes) =>
    prefix + textOf(fieldsOf(attributes[field])['name']);

const timer: Named = (_, event) => `timer ${event.summary ?? ''}`.trim();
const activity = typeName('activityType');
const child = typeName('workflowType', 'child ');
const self = typeName('workflowType', 'workflow ');
const nexus: Named = (attributes) =>
  `nexus ${textOf(attributes['service'])}.${textOf(attributes['operation'])}`;
const update: Named = (attributes) =>
  `update ${textOf(fieldsOf(fieldsOf(attributes['acceptedRequest'])['input'])['name'])}`;

const scheduled = { by: 'scheduledEventId' };
const initiated = { by: 'initiatedEventId' };
const started = { by: 'startedEventId' };
const accepted = { by: 'acceptedEventId' };
const first = { by: 'first' };

/**
 * The lifecycle of every kind of event, and where its step has its name: from the event itself or from the earlier event
 * that it refers to. Workflow tasks are the engine's own affair and left out.
 */
const RULES: Readonly<Record<string, Rule>> = {
  WorkflowExecutionStarted: ['start', self],
  WorkflowExecutionCompleted: ['complete', first],
  WorkflowExecutionFailed: ['pi_abort', first],
  WorkflowExecutionTimedOut: ['pi_abort', first],
  WorkflowExecutionTerminated: ['pi_abort', first],
  WorkflowExecutionCanceled: ['pi_abort', first],
  WorkflowExecutionContinuedAsNew: ['suspend', first],
  WorkflowExecutionSignaled: [
    'complete',
    (attributes) => `signal ${textOf(attributes['signalName'])}`,
  ],
  WorkflowExecutionCancelRequested: ['complete', () => 'cancel request'],
  ActivityTaskScheduled: ['schedule', activity],
  ActivityTaskStarted: ['start', scheduled],
  ActivityTaskCompleted: ['complete', scheduled],
  ActivityTaskFailed: ['ate_abort', scheduled],
  ActivityTaskTimedOut: ['ate_abort', scheduled],
  ActivityTaskCanceled: ['withdraw', scheduled],
  TimerStarted: ['start', timer],
  TimerFired: ['complete', started],
  TimerCanceled: ['withdraw', started],
  WorkflowExecutionUpdateAccepted: ['start', update],
  WorkflowExecutionUpdateCompleted: ['complete', accepted],
  StartChildWorkflowExecutionInitiated: ['schedule', child],
  StartChildWorkflowExecutionFailed: ['ate_abort', initiated],
  ChildWorkflowExecutionStarted: ['start', initiated],
  ChildWorkflowExecutionCompleted: ['complete', initiated],
  ChildWorkflowExecutionFailed: ['ate_abort', initiated],
  ChildWorkflowExecutionCanceled: ['withdraw', initiated],
  ChildWorkflowExecutionTimedOut: ['ate_abort', initiated],
  ChildWorkflowExecutionTerminated: ['ate_abort', initiated],
  SignalExternalWorkflowExecutionInitiated: [
    'schedule',
    (attributes) => `signal out ${textOf(attributes['signalName'])}`,
  ],
  ExternalWorkflowExecutionSignaled: ['complete', initiated],
  SignalExternalWorkflowExecutionFailed: ['ate_abort', initiated],
  RequestCancelExternalWorkflowExecutionInitiated: ['schedule', () => 'cancel request out'],
  ExternalWorkflowExecutionCancelRequested: ['complete', initiated],
  RequestCancelExternalWorkflowExecutionFailed: ['ate_abort', initiated],
  NexusOperationScheduled: ['schedule', nexus],
  NexusOperationStarted: ['start', scheduled],
  NexusOperationCompleted: ['complete', scheduled],
  NexusOperationFailed: ['ate_abort', scheduled],
  NexusOperationTimedOut: ['ate_abort', scheduled],
  NexusOperationCanceled: ['withdraw', scheduled],
};

/** Reads the steps of one run, event by event: later events take their names from the earlier ones they refer to. */
export class HistorySteps {
  private readonly names = new Map<string, string>();
  private firstName = '';

  /** The step that an event tells; undefined where it tells none that concerns the case. */
  stepOf(event: HistoryEvent): HistoryStep | undefined {
    if (event.type === 'MarkerRecorded') return localActivity(event);
    const rule = RULES[event.type];
    if (!rule) return undefined;
    const [lifecycle, naming] = rule;
    const name =
      typeof naming === 'function' ? naming(event.attributes, event) : this.named(event, naming.by);
    this.names.set(event.id, name);
    if (this.firstName === '') this.firstName = name;
    const attempt = Number(event.attributes['attempt']);
    return {
      activity: name,
      lifecycle: continued(event) ? 'resume' : lifecycle,
      resource: textOf(event.attributes['identity']) || undefined,
      ...(attempt > 0 && { attempt }),
    };
  }

  private named(event: HistoryEvent, field: string): string {
    if (field === 'first') return this.firstName;
    return this.names.get(textOf(event.attributes[field])) ?? '';
  }
}

/** A run that goes on where another stopped resumes the case rather than starting it. */
function continued(event: HistoryEvent): boolean {
  return (
    event.type === 'WorkflowExecutionStarted' &&
    textOf(event.attributes['continuedExecutionRunId']) !== ''
  );
}

/** A local activity leaves one marker, when it is over; its payload names it and, from most SDKs, its completion. */
function localActivity(event: HistoryEvent): HistoryStep | undefined {
  if (!/local_?activity/i.test(textOf(event.attributes['markerName']))) return undefined;
  const details = fieldsOf(event.attributes['details']);
  const payloads = Object.values(details).flatMap((detail) => listOf(fieldsOf(detail)['payloads']));
  const data = payloads
    .map(payloadValue)
    .map(fieldsOf)
    .find((fields) => nameIn(fields) !== '');
  if (!data) return undefined;
  const timeMs = timeOf(data['complete_time'] ?? data['replayTime']);
  const lifecycle = event.attributes['failure'] == null ? 'complete' : 'ate_abort';
  return { activity: nameIn(data), lifecycle, ...(!Number.isNaN(timeMs) && { timeMs }) };
}

function nameIn(fields: Readonly<Record<string, unknown>>): string {
  return textOf(fields['activity_type'] ?? fields['activityType'] ?? fields['ActivityType']);
}
