import { caseCount, type EventLog } from '../log/event-log.js';
import { activitiesOf, indexVariants } from '../variants/variants.js';
import { align, type Misstep } from './alignment.js';
import { compileModel, type NormativeModel } from './normative-model.js';

/** A way in which cases leave the model. */
export interface Deviation {
  /** `misplaced`: it happened, but not where it belongs; `repeated`: once more than allowed. */
  readonly kind: 'missing' | 'unexpected' | 'misplaced' | 'repeated';
  readonly activity: string;
  /** The activity before it in the trace; undefined at the start. */
  readonly after: string | undefined;
}

export interface VariantConformance {
  readonly activities: readonly string[];
  readonly cases: readonly number[];
  /** Whether these cases are still open: an open case need not have reached an end. */
  readonly open: boolean;
  /** Fewest insertions and deletions to a run of the model; undefined where the model has no run. */
  readonly distance: number | undefined;
  readonly deviations: readonly Deviation[];
}

export interface Conformance {
  readonly variants: readonly VariantConformance[];
  /** Share of cases at distance zero. */
  readonly fitting: number;
  /** Every named deviation with the cases that show it, most cases first. */
  readonly deviations: readonly (Deviation & { readonly cases: readonly number[] })[];
}

/**
 * Conformance of the log's cases to a model: each variant is aligned once. `isOpen` names the cases that have not ended
 * yet; without it every case is taken for ended.
 */
export function conformance(
  log: EventLog,
  model: NormativeModel,
  isOpen: (caseIndex: number) => boolean = () => false,
): Conformance {
  const compiled = compileModel(model, log.activities);
  const groups = groupCases(log, isOpen);
  const variants = groups.map(({ cases, open }): VariantConformance => {
    const trace = Array.from(activitiesOf(log, cases[0] ?? 0));
    const missteps = align(trace, compiled, { open });
    const name = (activity: number): string => compiled.activities[activity] ?? '';
    return {
      activities: trace.map(name),
      cases,
      open,
      distance: missteps?.length,
      deviations: missteps ? nameDeviations(trace, missteps, name) : [],
    };
  });
  const fittingCases = variants
    .filter((variant) => variant.distance === 0)
    .reduce((total, variant) => total + variant.cases.length, 0);
  return { variants, fitting: fittingCases / caseCount(log), deviations: gather(variants) };
}

function groupCases(log: EventLog, isOpen: (caseIndex: number) => boolean) {
  const { variantOfCase } = indexVariants(log);
  const groups = new Map<number, { cases: number[]; open: boolean }>();
  variantOfCase.forEach((variant, c) => {
    const open = isOpen(c);
    const key = variant * 2 + (open ? 1 : 0);
    const group = groups.get(key);
    if (group) group.cases.push(c);
    else groups.set(key, { cases: [c], open });
  });
  return [...groups.values()].sort((a, b) => b.cases.length - a.cases.length);
}

/** What is missing in one place and unexpected in another was misplaced: one deviation, named at where it happened. */
function nameDeviations(
  trace: readonly number[],
  missteps: readonly Misstep[],
  name: (activity: number) => string,
): Deviation[] {
  const missing = missteps.filter((step) => step.kind === 'missing');
  const unexpected = missteps.filter((step) => step.kind === 'unexpected');
  const before = (position: number): string | undefined =>
    position > 0 ? name(trace[position - 1] ?? -1) : undefined;
  const unpaired = [...missing];
  const named = unexpected.map(({ activity, position }): Deviation => {
    const pair = unpaired.findIndex((step) => step.activity === activity);
    if (pair >= 0) unpaired.splice(pair, 1);
    const seenBefore = trace.indexOf(activity) < position;
    const kind = pair >= 0 ? 'misplaced' : seenBefore ? 'repeated' : 'unexpected';
    return { kind, activity: name(activity), after: before(position) };
  });
  const left = unpaired.map(({ activity, position }): Deviation => ({
    kind: 'missing',
    activity: name(activity),
    after: before(position),
  }));
  return [...named, ...left];
}

function gather(variants: readonly VariantConformance[]): Conformance['deviations'] {
  const found = new Map<string, Deviation & { cases: Set<number> }>();
  for (const { deviations, cases } of variants)
    for (const deviation of deviations) {
      const key = JSON.stringify([deviation.kind, deviation.activity, deviation.after ?? null]);
      let known = found.get(key);
      if (!known) found.set(key, (known = { ...deviation, cases: new Set() }));
      for (const c of cases) known.cases.add(c);
    }
  return [...found.values()]
    .map(({ cases, ...deviation }) => ({ ...deviation, cases: [...cases] }))
    .sort((a, b) => b.cases.length - a.cases.length);
}
