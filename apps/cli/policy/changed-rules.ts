/** Reads what is to be tried: a whole pack, or overrides of some of its parts. */
import { readFileSync } from 'node:fs';
import type { DecisionRules } from '#domain/policy/decision-inputs';
import { listPacks, loadPack } from '#products/load-pack';
import { describeProblem, problemsOf } from '#products/pack-problem';
import type { PackContent } from '#products/pack';
import { packSchema } from '#products/schema/pack-schema';
import { CommandFailure, exitCodes } from '../failure.js';

/** The rules to try on a case of this product and pack version. */
export type ChangedRules = (product: string, packVersion: string) => DecisionRules;

type Json = Readonly<Record<string, unknown>>;

/**
 * A file with `product` and `version` is a whole pack, for cases of that product. One whose keys are products holds
 * overrides for each; any other holds overrides for all. Objects are merged, lists and values replaced. What comes out is
 * checked as a pack is.
 */
export function readChangedRules(file: string): ChangedRules {
  const given = jsonOf(file);
  const known = new Map<string, DecisionRules>();
  return (product, packVersion) => {
    const key = `${product}@${packVersion}`;
    const rules = known.get(key) ?? rulesFor(file, given, product, packVersion);
    known.set(key, rules);
    return rules;
  };
}

/** What loading adds to a pack's content. */
const ofLoading: ReadonlySet<string> = new Set(['form', 'contentHash', 'identity']);

function rulesFor(file: string, given: Json, product: string, packVersion: string): DecisionRules {
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
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isObject(read)) return read;
    throw new Error('it holds no JSON object');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${file}: ${reason}`, undefined, exitCodes.misused);
  }
}
