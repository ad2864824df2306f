/** Reads what is to be tried: a whole pack, or overrides of some of its parts, and limit rules. */
import type { z } from 'zod';
import type { DecisionRules } from '#domain/policy/decision-inputs';
import type { LimitChanges } from '#domain/policy/limit-changes';
import { listPacks, loadPack } from '../load-pack.js';
import { problemsOf } from '../pack-problem.js';
import { packSchema } from '../schema/pack-schema.js';
import { limitChangesForm } from './limit-changes-form.js';

/** A policy to try, as people write it: JSON. */
export type GivenPolicy = Readonly<Record<string, unknown>>;

/** What is to be tried: rules of packs, and limit rules of books. */
export interface ChangedPolicy {
  readonly rulesFor: ChangedRules;
  readonly limits: LimitChanges;
}

/** The rules to try on a case of this product and pack version. */
export type ChangedRules = (product: string, packVersion: string) => DecisionRules;

/** One thing wrong with a policy: of which part of it, where, and what would be right. */
export interface PolicyProblem {
  readonly part: 'pack' | 'limits';
  /** Keys and places from the root of what was given. */
  readonly path: readonly PropertyKey[];
  /** Where in the pack, as `authority.rows[0]`, or in the limits, as `limits/caps/0`. */
  readonly field: string;
  readonly message: string;
}

interface Malformed {
  readonly kind: 'malformed';
  readonly problems: readonly PolicyProblem[];
}

export type PolicyReading = { readonly kind: 'read'; readonly policy: ChangedPolicy } | Malformed;

/** A pack that the policy is tried on. */
export interface PackName {
  readonly product: string;
  readonly version: string;
}

/**
 * With `product` and `version` it is a whole pack, for cases of that product. One whose keys are products holds
 * overrides for each; any other holds overrides for all. Objects are merged, lists and values replaced. What comes out is
 * checked as a pack is: for every pack that the policy is `triedOn`, and for the current ones of products that it names; one
 * that names none and is tried on none must fit at least one product. Beside them `limits` holds limit rules, for every
 * book of the question.
 */
export function readChangedPolicy(given: GivenPolicy, triedOn: readonly PackName[]): PolicyReading {
  const { limits = {}, ...ofPacks } = given;
  const limitRules = limitChangesForm.safeParse(limits);
  if (!limitRules.success) return malformed(limitProblems(limitRules.error));
  const rules = new Map<string, DecisionRules>();
  for (const pack of [...triedOn, ...namedIn(ofPacks)]) {
    if (rules.has(keyOf(pack))) continue;
    const read = changedPack(ofPacks, pack);
    if (read.kind === 'malformed') return read;
    rules.set(keyOf(pack), read.rules);
  }
  if (rules.size === 0) {
    const readings = listPacks().map((product) => changedPack(ofPacks, currentPack(product)));
    const [first] = readings;
    if (first?.kind === 'malformed' && readings.every(({ kind }) => kind === 'malformed'))
      return first;
  }
  const rulesFor: ChangedRules = (product, version) =>
    rules.get(keyOf({ product, version })) ?? loadPack(product, version);
  return { kind: 'read', policy: { rulesFor, limits: limitRules.data } };
}

const keyOf = ({ product, version }: PackName): string => `${product}@${version}`;

type PackReading = { readonly kind: 'read'; readonly rules: DecisionRules } | Malformed;

function malformed(problems: readonly PolicyProblem[]): Malformed {
  return { kind: 'malformed', problems };
}

const currentPack = (product: string): PackName => ({
  product,
  version: loadPack(product).version,
});

/** The packs that a policy names itself. */
function namedIn(given: GivenPolicy): PackName[] {
  const whole = wholePackOf(given);
  const names = whole === undefined ? (isByProduct(given) ? Object.keys(given) : []) : [whole];
  return names.map((product) =>
    listPacks().includes(product) ? currentPack(product) : { product, version: '' },
  );
}

/** The product of which the policy is a whole pack. */
function wholePackOf({ product, version }: GivenPolicy): string | undefined {
  return typeof product === 'string' && typeof version === 'string' ? product : undefined;
}

function isByProduct(given: GivenPolicy): boolean {
  const keys = Object.keys(given);
  return keys.length > 0 && keys.every((key) => listPacks().includes(key));
}

/** What loading adds to a pack's content. */
const ofLoading: ReadonlySet<string> = new Set(['form', 'contentHash', 'identity']);

function changedPack(given: GivenPolicy, { product, version }: PackName): PackReading {
  const whole = wholePackOf(given);
  if (whole !== undefined && !listPacks().includes(whole))
    return malformed([unknownProduct(whole)]);
  if (whole === product) return checked(given, []);
  const own = loadPack(product, version);
  if (whole !== undefined) return { kind: 'read', rules: own };
  const byProduct = isByProduct(given);
  const overrides = byProduct ? (given[product] ?? {}) : given;
  const content = Object.fromEntries(Object.entries(own).filter(([part]) => !ofLoading.has(part)));
  return checked(merged(content, overrides), byProduct ? [product] : []);
}

function checked(content: unknown, above: readonly string[]): PackReading {
  const shape = packSchema.safeParse(content);
  if (shape.success) return { kind: 'read', rules: shape.data };
  return malformed(
    problemsOf(shape.error, '', content).map(({ field, path, message }) => ({
      ...{ part: 'pack', field, path: [...above, ...path], message },
    })),
  );
}

function unknownProduct(product: string): PolicyProblem {
  const message = `must be one of ${listPacks().join(', ')} (is ${product})`;
  return { part: 'pack', field: 'product', path: ['product'], message };
}

function limitProblems({ issues }: z.ZodError): PolicyProblem[] {
  return issues.map(({ path, message }) => ({
    ...{ part: 'limits', field: `limits/${path.map(String).join('/')}` },
    ...{ path: ['limits', ...path], message },
  }));
}

function merged(own: unknown, override: unknown): unknown {
  if (!isObject(own) || !isObject(override)) return override;
  const keys = Object.entries(override).map(([key, value]) => [key, merged(own[key], value)]);
  return { ...own, ...(Object.fromEntries(keys) as GivenPolicy) };
}

function isObject(value: unknown): value is GivenPolicy {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
