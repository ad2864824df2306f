// Run as a thread of the API: it holds the log of our own cases, so that loading it and thinking about it keeps nobody waiting.
import { parentPort, workerData } from 'node:worker_threads';
import { openPool } from '#store/pool';
import { Problem } from '../http/problem.js';
import { isUnavailability } from '../http/trouble.js';
import { answerQuestion, type MiningQuestion } from './answer-question.js';
import type { ThreadAnswer } from './mining.service.js';
import { OwnCases } from './own-cases.js';

const { databaseUrl } = workerData as { readonly databaseUrl: string };
const pool = openPool(databaseUrl, 2);
const own = new OwnCases(pool);

parentPort?.on('message', ({ no, question }: { no: number; question: MiningQuestion }) => {
  void answered(question).then((answer) => {
    parentPort?.postMessage({ no, answer });
  });
});

async function answered(question: MiningQuestion): Promise<ThreadAnswer> {
  try {
    return { kind: 'answered', body: await answerQuestion(own, question) };
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
