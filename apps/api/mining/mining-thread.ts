// Run as a thread of the API: it holds the log of our own cases, so that loading it and thinking about it keeps nobody waiting.
import { parentPort, workerData } from 'node:worker_threads';
import { openPool } from '#store/pool';
import { Problem } from '../http/problem.js';
import { isUnavailability } from '../http/trouble.js';
import { answerQuestion } from './answer-question.js';
import type { ThreadAnswer, ThreadQuestion } from './mining.service.js';
import { OwnCases } from './own-cases.js';
import { tryPolicyOnOwn, type PolicyQuestion } from './try-policy.js';

const { databaseUrl } = workerData as { readonly databaseUrl: string };
const pool = openPool(databaseUrl, 2);
const own = new OwnCases(pool);

parentPort?.on('message', ({ no, question }: { no: number; question: ThreadQuestion }) => {
  void answered(question).then((answer) => {
    parentPort?.postMessage({ no, answer });
  });
});

async function answered(question: ThreadQuestion): Promise<ThreadAnswer> {
  try {
    return { kind: 'answered', body: await answerTo(question) };
  } catch (error) {
    if (error instanceof Problem) {
      return { kind: 'refused', code: error.code, parts: error.parts };
    }
    // An error loses its code on its way between threads, so what it means is told here.
    if (isUnavailability(error)) {
      return { kind: 'refused', code: 'unavailable', parts: { headers: { 'retry-after': '1' } } };
    }
    return { kind: 'failed', error };
  }
}

async function answerTo(question: ThreadQuestion): Promise<object> {
  return isOfPolicy(question) ? tryPolicyOnOwn(pool, own, question) : answerQuestion(own, question);
}

function isOfPolicy(question: ThreadQuestion): question is PolicyQuestion {
  return question.asked.kind === 'policy';
}
