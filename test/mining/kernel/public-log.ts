import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type EventLog, EventLogBuilder } from '#mining/log/event-log';

/** The folder of public data, beside the checkout or above it; undefined where it is absent. */
export function sharedData(): string | undefined {
  if (process.env['AVAL_SHARED_DATA']) return process.env['AVAL_SHARED_DATA'];
  for (let at = resolve('.'); ; at = dirname(at)) {
    const candidate = join(at, 'shared', 'data');
    if (existsSync(candidate)) return candidate;
    if (at === dirname(at)) return undefined;
  }
}

export function expectedAnswers(folder: string, name: string): unknown {
  return JSON.parse(
    readFileSync(join(folder, 'eventlogs', 'expected', `${name}.json`), 'utf8').replaceAll(
      'NaN',
      'null',
    ),
  );
}

/** The plain XES of the public logs: flat attributes, one a line, no nesting inside events. */
export function readPlainXes(folder: string, name: string): EventLog {
  const text = gunzipSync(readFileSync(join(folder, 'eventlogs', `${name}.xes.gz`))).toString();
  const builder = new EventLogBuilder();
  text.split('<trace>').forEach((trace, index) => {
    if (index === 0) return;
    const [head, ...events] = trace.split('<event>');
    const attributesOf = (part: string): Map<string, string> =>
      new Map(
        Array.from(part.matchAll(/key="([^"]*)" value="([^"]*)"/g), (match) => [
          match[1] ?? '',
          unescaped(match[2] ?? ''),
        ]),
      );
    const caseId = `${attributesOf(head ?? '').get('concept:name') ?? ''}#${index}`;
    for (const event of events) {
      const attributes = attributesOf(event.split('</event>')[0] ?? '');
      const start = attributes.get('start_timestamp');
      builder.add({
        caseId,
        activity: attributes.get('concept:name') ?? '',
        instantMs: instantOf(attributes.get('time:timestamp') ?? ''),
        ...(start !== undefined && { startMs: instantOf(start) }),
        resource: attributes.get('org:resource'),
        lifecycle: attributes.get('lifecycle:transition'),
      });
    }
  });
  return builder.build(name);
}

export function readLoanApplications(folder: string): EventLog {
  const text = gunzipSync(readFileSync(join(folder, 'eventlogs', 'loanapp.csv.gz'))).toString();
  const builder = new EventLogBuilder();
  for (const line of text.trim().split('\n').slice(1)) {
    const [caseId = '', resource, activity = '', start = '', end = ''] = line.trim().split(',');
    builder.add({
      caseId,
      activity,
      ...(resource !== '' && { resource }),
      startMs: instantOf(`${start}Z`),
      instantMs: instantOf(`${end}Z`),
    });
  }
  return builder.build('loanapp');
}

/** JavaScript dates stop at milliseconds: further digits are added by hand. */
function instantOf(stamp: string): number {
  const digits = /\.\d{3}(\d+)/.exec(stamp)?.[1];
  return Date.parse(stamp) + (digits ? Number(`0.${digits}`) : 0);
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
