/** Reads what is to be tried: a whole pack, or overrides of some of its parts. */
import { readFileSync } from 'node:fs';
import type { DecisionRules } from '#domain/policy/decision-inputs';
import { listPacks, loadPack } from '#products/load-pack';
import { describeProblem, problemsOf } from '#products/pack-problem';
import type { PackContent } from '#products/pack';
import { packSchema } from '#products/schema/pack-schema';
import type { LimitChanges } from '#domain/policy/limit-changes';
import { CommandFailure, exitCodes } from '../failure.js';
import { writtenJson } from '../written-json.js';
import { limitChangesForm } from './limit-changes-form.js';

/** What is to be tried: rules of packs, and limit rules of books. */
export interface ChangedPolicy {
  readonly rulesFor: ChangedRules;
  readonly limits: LimitChanges;
}

/** The rules to try on a case of this product and pack version. */
export type ChangedRules = (product: string, packVersion: string) => DecisionRules;

type Json = Readonly<Record<string, unknown>>;

/**
 * A file with `product` and `version` is a whole pack, for cases of that product. One whose keys are products holds
 * overrides for each; any other holds overrides for all. Objects are merged, lists and values replaced. What comes out is
 * checked as a pack is. Beside them `limits` holds limit rules, for every book of the question.
 */
export function readChangedPolicy(file: string): ChangedPolicy {
  const { limits = {}, ...given } = jsonOf(file);
  const known = new Map<string, DecisionRules>();
  const rulesFor: ChangedRules = (product, packVersion) => {
    const key = `${product}@${packVersion}`;
    const rules = known.get(key) ?? packRules(file, given, product, packVersion);
    known.set(key, rules);
    return rules;
  };
  return { rulesFor, limits: checkedLimits(file, limits) };
}

function checkedLimits(file: string, limits: unknown): LimitChanges {
  const shape = limitChangesForm.safeParse(limits);
  if (shape.success) return shape.data;
  const lines = shape.error.issues.map(
    ({ path, message }) => `${file}: limits/${path.map(String).join('/')}: ${message}`,
  );
  throw new CommandFailure(
    lines.join('\n'),
    'docs/mining.md describes what can be tried.',
    exitCodes.misused,
  );
}

/** What loading adds to a pack's content. */
const ofLoading: ReadonlySet<string> = new Set(['form', 'contentHash', 'identity']);

function packRules(file: string, given: Json, product: string, packVersion: string): DecisionRules {
  const own = loadPack(product, packVersion);
  if (typeof given['product'] === 'string' && typeof given['version'] === 'string') {
    return given['product'] === product ? checked(file, given) : own;
  }
  const byProduct =
    Object.keys(given).length > 0 && Object.keys(given).every((key) => listPacks().includes(key));
  const overrides = byProduct ? (given[product] ?? {}) : given;
  const content = Object.fromEntries(Object.entries(own).filter(([part]) => !ofLoading.has(part)));
  return checked(file, merged(content, overrides) as Json);
}

function checked(file: string, content: Json): PackContent {
  const shape = packSchema.safeParse(content);
  if (shape.success) return shape.data;
  const problems = problemsOf(shape.error, file, content).map(describeProblem);
  throw new CommandFailure(
    problems.join('\n'),
    'docs/product-packs.md describes every field.',
    exitCodes.misused,
  );
}

function merged(own: unknown, override: unknown): unknown {
  if (!isObject(own) || !isObject(override)) return override;
  const keys = Object.entries(override).map(([key, value]) => [key, merged(own[key], value)]);
  return { ...own, ...(Object.fromEntries(keys) as Json) };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonOf(file: string): Json {
  try {
    const read = writtenJson(readFileSync(file, 'utf8'));
    if (isObject(read)) return read;
    throw new Error('it holds no JSON object');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${file}: ${reason}`, undefined, exitCodes.misused);
  }
}
