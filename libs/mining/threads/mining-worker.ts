import { parentPort } from 'node:worker_threads';
import { type DfgJob, takePart } from './dfg-job.js';
import { numberPart, type VariantsJob } from './variants-job.js';

// A thread that waits for jobs and takes its part in each.
parentPort?.on('message', ({ job, thread }: { job: DfgJob | VariantsJob; thread: number }) => {
  if (job.kind === 'dfg') takePart(job, thread);
  else numberPart(job, thread);
});
