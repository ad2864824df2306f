import { Command } from 'commander';
import type { Pool } from 'pg';
import { policyEffect, type LimitQuestion, type PolicyEffect } from '#domain/policy/policy-effect';
import type { HistoricCase } from '#domain/policy/historic-case';
import { booksUnderLimits } from '#store/limits/verify-limits';
import { readDecisionRecords } from '#store/reading/decision-records';
import { readLimitHistory } from '#store/reading/limit-history';
import { inTransaction } from '#store/transaction';
import { CommandFailure, exitCodes } from '../failure.js';
import { readChangedPolicy } from '../policy/changed-rules.js';
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
      'decide historic cases again under a changed pack, overrides of its parts, or other limits',
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

/** Reads the cases, and what the limit guards of their books were asked, in one snapshot, and decides them again. */
export async function tryPolicy(
  store: Pool,
  file: string,
  filter: Pick<TryOptions, 'book' | 'product'>,
): Promise<PolicyEffect> {
  const { rulesFor, limits: changes } = readChangedPolicy(file);
  return inTransaction(store, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const cases: HistoricCase[] = [];
    const packs = new Map<string, readonly [product: string, version: string]>();
    for await (const record of readDecisionRecords(tx, filter)) {
      const historic = historicCaseOf(record);
      if (historic === undefined) continue;
      cases.push(historic);
      packs.set(historic.caseId, [record.product, record.packVersion]);
    }
    const limits: LimitQuestion[] = [];
    for (const book of await booksUnderLimits(tx)) {
      if (filter.book !== undefined && filter.book !== book) continue;
      const history = await readLimitHistory(tx, book);
      if (history !== null) limits.push({ history, changes });
    }
    const changed = ({ caseId, rules }: HistoricCase) => {
      const pack = packs.get(caseId);
      return pack === undefined ? rules : rulesFor(...pack);
    };
    return policyEffect(cases, changed, limits);
  });
}
