import { describe, expect, test } from '@jest/globals';
import { intervalAnswers, type IntervalAnswers } from '#mining/answers/interval-answers';
import type { EventLog } from '#mining/log/event-log';
import { keepActivities } from '#mining/log/keep-events';
import { expectedAnswers, readLoanApplications, readPlainXes, sharedData } from './public-log.js';
import { byPair, differences } from './same-answers.js';

const folder = sharedData();
const logs: [string, (data: string) => EventLog][] = [
  ['interval_event_log', (data) => readPlainXes(data, 'interval_event_log')],
  ['loanapp', readLoanApplications],
  [
    'bpic2012_W',
    (data) => ({
      ...keepActivities(readPlainXes(data, 'bpic2012'), (name) => name.startsWith('W_')),
      name: 'bpic2012_W',
    }),
  ],
];

(folder ? describe : describe.skip)("interval answers equal pm4py's on public logs", () => {
  test.each(logs)('%s', (name, read) => {
    const expected = expectedAnswers(folder ?? '', `interval_${name}`) as IntervalAnswers & {
      batches_top?: unknown;
      batches_total?: unknown;
    };
    const actual = intervalAnswers(read(folder ?? ''));
    const { dfg_frequency, dfg_waiting_start_minus_complete, ...rest } = expected;
    // pm4py's batches depend on the order of rows and on the column's time unit: docs/mining.md.
    delete rest.batches_top;
    delete rest.batches_total;
    expect(differences(actual, rest)).toEqual([]);
    expect(differences(byPair(actual.dfg_frequency), byPair(dfg_frequency))).toEqual([]);
    expect(actual.dfg_frequency.length).toBeGreaterThanOrEqual(dfg_frequency.length);
    expect(
      differences(
        byPair(actual.dfg_waiting_start_minus_complete),
        byPair(dfg_waiting_start_minus_complete),
      ),
    ).toEqual([]);
  });
});
