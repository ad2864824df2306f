import type { Pool } from 'pg';
import type { PolicyEffect } from '#domain/policy/policy-effect';
import type { GivenPolicy } from '#products/policy/changed-policy';
import { tryPolicy } from '#products/policy/try-policy';
import { readPolicyHistory } from '#store/reading/policy-history';
import { Problem } from '../http/problem.js';
import { pointerOf } from '../http/request-schema-pipe.js';
import type { OwnCases } from './own-cases.js';
import type { PolicyTrialQuery } from './policy-trial.schemas.js';

/** A policy, and the cases to try it on. Plain data: it is handed to the thread that knows them. */
export interface PolicyQuestion {
  readonly query: PolicyTrialQuery;
  readonly asked: { readonly kind: 'policy'; readonly given: GivenPolicy };
}

/**
 * Decides the chosen cases again. Limits are judged on the whole book, whichever cases are shown.
 * @throws Problem `invalidRequest` where the policy is malformed
 */
export async function tryPolicyOnOwn(
  pool: Pool,
  own: OwnCases,
  { query, asked }: PolicyQuestion,
): Promise<PolicyEffect> {
  const { open, ...filter } = query;
  const { book, product, ...narrower } = query;
  const { records, limits } = await readPolicyHistory(pool, { book, product });
  const isNarrowed = Object.keys(narrower).length > 0;
  const isChosen = isNarrowed
    ? await chosenCases(own, { ...filter, open: open === undefined ? undefined : open === 'true' })
    : () => true;
  const chosen = records.filter(({ number }) => isChosen(number));
  const trial = tryPolicy(asked.given, { records: chosen, limits });
  if (trial.kind === 'tried') return trial.effect;
  const errors = trial.problems.map(({ path, message }) => ({
    pointer: pointerOf(path.map(String)),
    message,
  }));
  throw new Problem('invalidRequest', { errors });
}

async function chosenCases(
  own: OwnCases,
  filter: Parameters<OwnCases['choose']>[0],
): Promise<(caseId: string) => boolean> {
  const { subject } = await own.choose(filter, 'all', false);
  const numbers = new Set(subject.log.caseIds);
  return (caseId) => numbers.has(caseId);
}
