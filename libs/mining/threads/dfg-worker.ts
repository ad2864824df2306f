import { parentPort } from 'node:worker_threads';
import { type DfgJob, takePart } from './dfg-job.js';

// A thread that waits for jobs and takes its part in each.
parentPort?.on('message', ({ job, thread }: { job: DfgJob; thread: number }) => {
  takePart(job, thread);
});
