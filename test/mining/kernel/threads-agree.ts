// Run by threads.test.ts in a process of its own, because a worker thread needs plain Node and not the test runner.
import { isDeepStrictEqual } from 'node:util';
import { performanceDfg } from '#mining/dfg/performance-dfg';
import { MiningThreads } from '#mining/threads/mining-threads';
import { sharedLog } from '#mining/threads/shared-log';
import { syntheticLog } from '../../bench/mining/synthetic-log.js';

const threads = await MiningThreads.start(2);
const logs: [activities: number, wholeMs: boolean][] = [
  [7, true],
  [40, false],
  [300, true],
];
const verdicts = logs.map(([activities, wholeMs]) => {
  const log = sharedLog({ ...syntheticLog(205_000, activities, 13), wholeMs });
  return isDeepStrictEqual(threads.performanceDfg(log), performanceDfg(log));
});
await threads.end();
console.log(JSON.stringify(verdicts));
