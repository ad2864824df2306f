import { Command } from 'commander';
import type { Pool } from 'pg';
import type { PolicyEffect } from '#domain/policy/policy-effect';
import { tryPolicy } from '#products/policy/try-policy';
import { readPolicyHistory } from '#store/reading/policy-history';
import { CommandFailure, exitCodes } from '../failure.js';
import { malformedPolicy, readPolicyFile } from '../policy/policy-file.js';
import { policyText } from '../policy/policy-text.js';
import { type Connect, connectFromSettings, onDatabase } from './connect.js';

interface TryOptions {
  readonly book?: string;
  readonly product?: string;
  readonly json?: boolean;
}

/** `aval policy try`: what historic cases would have come to under other rules. */
export function policyCommand(connect: Connect = connectFromSettings): Command {
  const policy = new Command('policy').description('the policy time machine');
  policy
    .command('try <file>')
    .description(
      'decide historic cases again under a changed pack, overrides of its parts, or other limits',
    )
    .option('--book <book>', 'cases of one book alone')
    .option('--product <product>', 'cases of one product alone')
    .option('--json', 'print one JSON object on standard output')
    .action((file: string, options: TryOptions) =>
      onDatabase(connect, async (pool) => {
        const effect = await tryPolicyFile(pool, file, options);
        console.log(options.json === true ? JSON.stringify(effect) : policyText(effect));
        if (effect.unfaithful.length === 0) return;
        const cases = new Set(effect.unfaithful.map(({ caseId }) => caseId));
        throw new CommandFailure(
          `${cases.size} cases are not reproduced by what was recorded of them`,
          undefined,
          exitCodes.failed,
        );
      }),
    );
  return policy;
}

/**
 * Decides the cases of a book or product again under the policy in a file.
 * @throws CommandFailure where the file holds none
 */
export async function tryPolicyFile(
  store: Pool,
  file: string,
  filter: Pick<TryOptions, 'book' | 'product'>,
): Promise<PolicyEffect> {
  const given = readPolicyFile(file);
  const trial = tryPolicy(given, await readPolicyHistory(store, filter));
  if (trial.kind === 'malformed') throw malformedPolicy(file, trial.problems);
  return trial.effect;
}
