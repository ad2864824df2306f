import type { AttributeValue } from '#mining/log/attribute-column';
import type { LoggedEvent } from '#mining/log/event-log';
import { instantMsOfBytes } from '../instant.js';
import { BrokenInput, type EventIntake, UnreadableText } from '../reading.js';
import type { XmlAttributes } from '../xml/xml-attributes.js';
import type { XmlListener } from '../xml/xml-scanner.js';
import { xesValue } from './xes-value.js';

/** An event while its attributes come in. */
interface Draft {
  line: number;
  activity: string | undefined;
  instantMs: number;
  startMs: number | undefined;
  resource: string | undefined;
  lifecycle: string | undefined;
  attributes: Record<string, AttributeValue> | undefined;
  trouble: string | undefined;
}

type Owner = 'log' | 'trace' | 'event' | 'aside';

/**
 * Hears the tags of an XES document (IEEE 1849-2016) and hands its events over. Attributes nested in attributes,
 * lists, globals and classifiers are skipped; attributes of the log itself are not kept.
 */
export class XesListener implements XmlListener {
  private owner: Owner = 'log';
  /** How many elements deep we are in something that is skipped or already read. */
  private nested = 0;
  private seenLog = false;
  private traces = 0;
  private traceLine = 0;
  private caseId: string | undefined;
  /** Something before the case's name could not be read: perhaps the name itself. */
  private isNameLost = false;
  private caseAttributes: Record<string, AttributeValue> = {};
  private waiting: LoggedEvent[] = [];
  private draft = emptyDraft(0);

  constructor(private readonly intake: EventIntake) {}

  open(element: string, attributes: XmlAttributes): void {
    if (this.nested > 0) this.nested += 1;
    else if (!this.seenLog) this.openLog(element, attributes.line);
    else if (element === 'event') this.openEvent(attributes.line);
    else if (element === 'trace') this.openTrace(attributes.line);
    else {
      this.nested = 1;
      this.hearAttribute(element, attributes);
    }
  }

  /** A value that can't be read costs the event (or the case's attribute) that it belongs to. */
  private hearAttribute(element: string, attributes: XmlAttributes): void {
    try {
      if (this.owner === 'event') this.hearEventAttribute(element, attributes);
      else if (this.owner === 'trace') this.hearTraceAttribute(element, attributes);
    } catch (trouble) {
      if (!(trouble instanceof UnreadableText)) throw trouble;
      this.bear(trouble);
    }
  }

  unreadable(trouble: UnreadableText, element?: string): void {
    if (element === undefined) return;
    if (this.nested > 0) this.nested += 1;
    else if (!this.seenLog || element === 'event' || element === 'trace') throw trouble;
    else {
      this.nested = 1;
      this.bear(trouble);
    }
  }

  private bear(trouble: UnreadableText): void {
    const { reason, line = this.draft.line } = trouble;
    if (this.owner === 'event') {
      if (this.draft.trouble === undefined) this.draft.line = line;
      this.draft.trouble ??= reason;
    } else if (this.owner === 'trace') {
      this.intake.note(reason, line);
      this.isNameLost ||= this.caseId === undefined;
    }
  }

  close(element: string): void {
    if (this.nested > 0) this.nested -= 1;
    else if (element === 'event') this.closeEvent();
    else if (element === 'trace') this.closeTrace();
  }

  private openLog(element: string, line: number): void {
    if (element !== 'log')
      throw new BrokenInput(`an XES document begins with <log>, not <${element}>`, line);
    this.seenLog = true;
  }

  private openTrace(line: number): void {
    if (this.owner !== 'log') throw new BrokenInput('a trace inside a trace or an event', line);
    this.owner = 'trace';
    this.traces += 1;
    this.traceLine = line;
    this.isNameLost = false;
    this.caseId = undefined;
    this.caseAttributes = {};
  }

  private openEvent(line: number): void {
    if (this.owner === 'event' || this.owner === 'aside') {
      throw new BrokenInput('an event inside an event', line);
    }
    if (this.owner === 'log') {
      this.intake.setAside('the event belongs to no trace', line);
      this.owner = 'aside';
      return;
    }
    this.owner = 'event';
    this.draft = emptyDraft(line);
  }

  private closeEvent(): void {
    if (this.owner === 'aside') {
      this.owner = 'log';
      return;
    }
    this.owner = 'trace';
    const trouble = this.troubleOfDraft();
    if (trouble !== undefined) this.intake.setAside(trouble, this.draft.line);
    else if (this.caseId === undefined) this.waiting.push(this.eventOf(''));
    else this.intake.keep(this.eventOf(this.caseId));
  }

  private troubleOfDraft(): string | undefined {
    const { draft } = this;
    if (draft.trouble !== undefined) return draft.trouble;
    if (draft.activity === undefined) return 'the event has no concept:name';
    return Number.isNaN(draft.instantMs) ? 'the event has no time:timestamp' : undefined;
  }

  private eventOf(caseId: string): LoggedEvent {
    const { activity, instantMs, startMs, resource, lifecycle, attributes } = this.draft;
    return {
      caseId,
      activity: activity ?? '',
      instantMs,
      startMs,
      resource,
      lifecycle,
      attributes,
    };
  }

  /** A trace without a name is still one case: it is called by its place in the file. */
  private closeTrace(): void {
    this.owner = 'log';
    if (this.caseId === undefined && this.isNameLost) {
      this.setWholeAside();
      return;
    }
    const caseId = this.caseId ?? `trace ${this.traces}`;
    for (const event of this.waiting) this.intake.keep({ ...event, caseId });
    this.waiting = [];
    this.intake.builder.describeCase(caseId, this.caseAttributes);
  }

  /** Nobody knows which case the events belong to. */
  private setWholeAside(): void {
    for (const { activity } of this.waiting) {
      this.intake.setAside(`${activity}: the name of its case can't be read`, this.traceLine);
    }
    this.waiting = [];
  }

  private hearTraceAttribute(element: string, attributes: XmlAttributes): void {
    const key = attributes.value('key');
    const at = attributes.find('value');
    if (key === undefined || at < 0) return;
    if (key === 'concept:name') this.caseId = attributes.text(at);
    else {
      const value = xesValue(element, attributes, at);
      if (value === 'broken') this.intake.note(`${key} is no ${element}`, attributes.line);
      else if (value !== 'missing') this.caseAttributes[key] = value.value;
    }
  }

  private hearEventAttribute(element: string, attributes: XmlAttributes): void {
    const { draft } = this;
    const key = attributes.value('key');
    const at = attributes.find('value');
    if (key === undefined || at < 0) {
      if (element !== 'list') draft.trouble ??= `a <${element}> without key or value`;
      return;
    }
    switch (key) {
      case 'concept:name':
        draft.activity = attributes.text(at);
        break;
      case 'time:timestamp':
        draft.instantMs = this.instant(attributes, at);
        break;
      case 'start_timestamp':
        draft.startMs = this.instant(attributes, at);
        break;
      case 'org:resource':
        draft.resource = attributes.text(at);
        break;
      case 'lifecycle:transition':
        draft.lifecycle = attributes.text(at);
        break;
      default: {
        const value = xesValue(element, attributes, at);
        if (value === 'broken') draft.trouble ??= `${key} is no ${element}: ${attributes.text(at)}`;
        else if (value !== 'missing') (draft.attributes ??= {})[key] = value.value;
      }
    }
  }

  private instant(attributes: XmlAttributes, at: number): number {
    const ms = instantMsOfBytes(
      attributes.bytes,
      attributes.starts[at] ?? 0,
      attributes.ends[at] ?? 0,
    );
    if (Number.isNaN(ms)) this.draft.trouble ??= `not an instant: ${attributes.text(at)}`;
    return ms;
  }
}

function emptyDraft(line: number): Draft {
  return {
    line,
    activity: undefined,
    instantMs: NaN,
    startMs: undefined,
    resource: undefined,
    lifecycle: undefined,
    attributes: undefined,
    trouble: undefined,
  };
}
