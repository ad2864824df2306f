import { describe, expect, test } from '@jest/globals';
import { type Answers, answers } from '#mining/answers/answers';
import { expectedAnswers, readPlainXes, sharedData } from './public-log.js';
import { byPair, differences } from './same-answers.js';

const folder = sharedData();
const logs = ['running-example', 'receipt', 'helpdesk', 'bpic2012'];

(folder ? describe : describe.skip)("the kernel's answers equal pm4py's on public logs", () => {
  test.each(logs)('%s', (name) => {
    const expected = expectedAnswers(folder ?? '', name) as Answers;
    const log = readPlainXes(folder ?? '', name);
    const actual = answers(log);
    const { dfg, top_variants, handover_top, ...rest } = expected;
    expect(differences(actual, rest)).toEqual([]);
    expect(actual.dfg.length).toBe(dfg.length);
    expect(differences(byPair(actual.dfg), byPair(dfg))).toEqual([]);
    // The last places of a top list may be held by any of several ties: places are compared, then names above the tie.
    const places = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.at(-1));
    expect(differences(places(actual.top_variants), places(top_variants))).toEqual([]);
    expect(differences(places(actual.handover_top), places(handover_top))).toEqual([]);
    const aboveTie = <T extends readonly unknown[]>(rows: readonly T[]) =>
      rows.filter((row) => row.at(-1) !== rows.at(-1)?.at(-1));
    const sorted = (rows: readonly (readonly unknown[])[]) =>
      rows.map((row) => JSON.stringify(row.slice(0, -1))).sort();
    expect(sorted(aboveTie(actual.top_variants))).toEqual(sorted(aboveTie(top_variants)));
    expect(sorted(aboveTie(actual.handover_top))).toEqual(sorted(aboveTie(handover_top)));
  });
});
