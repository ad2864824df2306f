import { Command } from 'commander';
import { policyEffect, type HistoricCase, type PolicyEffect } from '#domain/policy/policy-effect';
import { readDecisionRecords } from '#store/reading/decision-records';
import type { Queryable } from '#store/queryable';
import { CommandFailure, exitCodes } from '../failure.js';
import { readChangedRules } from '../policy/changed-rules.js';
import { historicCaseOf } from '../policy/historic-case.js';
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
      'decide historic cases again under a changed pack, or under overrides of its parts',
    )
    .option('--book <book>', 'cases of one book alone')
    .option('--product <product>', 'cases of one product alone')
    .option('--json', 'print one JSON object on standard output')
    .action((file: string, options: TryOptions) =>
      onDatabase(connect, async (pool) => {
        const effect = await tryPolicy(pool, file, options);
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

/** Reads the cases and decides them again. */
export async function tryPolicy(
  store: Queryable,
  file: string,
  filter: Pick<TryOptions, 'book' | 'product'>,
): Promise<PolicyEffect> {
  const rulesFor = readChangedRules(file);
  const cases: HistoricCase[] = [];
  const packs = new Map<string, readonly [product: string, version: string]>();
  for await (const record of readDecisionRecords(store, filter)) {
    const historic = historicCaseOf(record);
    if (historic === undefined) continue;
    cases.push(historic);
    packs.set(historic.caseId, [record.product, record.packVersion]);
  }
  return policyEffect(cases, ({ caseId, rules }) => {
    const pack = packs.get(caseId);
    return pack === undefined ? rules : rulesFor(...pack);
  });
}
