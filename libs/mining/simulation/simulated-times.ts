import { askedExecutions } from '../intervals/asked-executions.js';
import { type CaseTiming, caseTimesS } from './case-times.js';
import type { ProcessModel } from './process-model.js';
import { simulate } from './simulate.js';

/**
 * The times of simulated cases in seconds, one array for each seed; cases are numbered in order of their arrival, and
 * those before `fromCase` are left out.
 */
export function simulatedTimesS(
  model: ProcessModel,
  timing: CaseTiming,
  seeds: number,
  fromCase = 0,
): Float64Array[] {
  if (model.arrivalsMs.length <= fromCase) throw new RangeError('no case to simulate');
  return Array.from({ length: seeds }, (_, n) => {
    const executions = askedExecutions(simulate(model, n + 1));
    const { caseIds } = executions.log;
    return caseTimesS(executions, timing).filter((_time, c) => Number(caseIds[c]) >= fromCase);
  });
}
