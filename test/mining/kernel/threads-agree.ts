// Run by threads.test.ts in a process of its own, because a worker thread needs plain Node and not the test runner.
import { isDeepStrictEqual } from 'node:util';
import { performanceDfg } from '#mining/dfg/performance-dfg';
import { MiningThreads } from '#mining/threads/mining-threads';
import { sharedLog } from '#mining/threads/shared-log';
import { indexVariants, variants } from '#mining/variants/variants';
import { syntheticLog } from '../../bench/mining/synthetic-log.js';

const threads = await MiningThreads.start(2);
const logs: [activities: number, eventsPerCase: number, wholeMs: boolean][] = [
  [7, 13, true],
  [40, 13, false],
  [300, 13, true],
  [3, 4, true],
  [2, 210_000, true],
];
const verdicts = logs.map(([activities, eventsPerCase, wholeMs]) => {
  const log = sharedLog({ ...syntheticLog(205_000, activities, eventsPerCase), wholeMs });
  const backwards = Uint32Array.from(log.caseIds.keys()).reverse();
  const some = backwards.filter((c) => c % 50 !== 7);
  return [
    isDeepStrictEqual(threads.performanceDfg(log, backwards), performanceDfg(log, backwards)),
    isDeepStrictEqual(threads.performanceDfg(log, some), performanceDfg(log, some)),
    isDeepStrictEqual(threads.performanceDfg(log), performanceDfg(log)),
    isDeepStrictEqual(threads.indexVariants(log), indexVariants(log)),
    isDeepStrictEqual(threads.variants(log), variants(log)),
  ];
});
await threads.end();
console.log(JSON.stringify(verdicts));
