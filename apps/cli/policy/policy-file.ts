import { readFileSync } from 'node:fs';
import type { GivenPolicy, PolicyProblem } from '#products/policy/changed-policy';
import { describeProblem } from '#products/pack-problem';
import { CommandFailure, exitCodes } from '../failure.js';
import { writtenJson } from '#domain/json/written-json';

const whereDescribed = {
  pack: 'docs/product-packs.md describes every field.',
  limits: 'docs/mining.md describes what can be tried.',
} as const satisfies Record<PolicyProblem['part'], string>;

/** The JSON object in a policy's file. @throws CommandFailure where there is none */
export function readPolicyFile(file: string): GivenPolicy {
  try {
    const read = writtenJson(readFileSync(file));
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) {
      return read as GivenPolicy;
    }
    throw new Error('it holds no JSON object');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${file}: ${reason}`, undefined, exitCodes.misused);
  }
}

/** What is wrong with the policy in a file, line by line. */
export function malformedPolicy(file: string, problems: readonly PolicyProblem[]): CommandFailure {
  const lines = problems.map(({ field, message }) => describeProblem({ file, field, message }));
  const part = problems[0]?.part ?? 'pack';
  return new CommandFailure(lines.join('\n'), whereDescribed[part], exitCodes.misused);
}
