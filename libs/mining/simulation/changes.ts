import type { ProcessModel, QueueOrder } from './process-model.js';

/** Something that could be done about a process. Activities are named as in the log. */
export type Change =
  /** More people for an activity, with the working hours of one who does it now. */
  | { readonly kind: 'addResource'; readonly activity: string; readonly count: number }
  | { readonly kind: 'scaleWork'; readonly activity: string; readonly factor: number }
  /** So large a share of the activity is decided at once by rule: no time, nobody's work. */
  | { readonly kind: 'automate'; readonly activity: string; readonly share: number }
  /** `second` begins together with `first` where it follows it. */
  | { readonly kind: 'parallelise'; readonly first: string; readonly second: string }
  /** The activity so many times as often: inspections twice a year instead of four times are 0.5. */
  | { readonly kind: 'changeFrequency'; readonly activity: string; readonly factor: number }
  | { readonly kind: 'reorderQueue'; readonly order: QueueOrder }
  /** So many times as many cases. */
  | { readonly kind: 'scaleArrivals'; readonly factor: number };

/** The process with the change made. Throws RangeError on an activity that it does not have. */
export function withChange(model: ProcessModel, change: Change): ProcessModel {
  const code = (name: string): number => {
    const found = model.activities.indexOf(name);
    if (found < 0) throw new RangeError(`the process has no activity ${name}`);
    return found;
  };
  switch (change.kind) {
    case 'addResource':
      return withResources(model, code(change.activity), change.count);
    case 'scaleWork': {
      const activity = code(change.activity);
      const scaled = (values: Float64Array, n: number) =>
        n === activity ? values.map((each) => each * change.factor) : values;
      return { ...model, serviceMs: model.serviceMs.map(scaled) };
    }
    case 'automate': {
      const bypass = new Map(model.bypass).set(code(change.activity), change.share);
      return { ...model, bypass };
    }
    case 'parallelise': {
      const parallel = new Map(model.parallel).set(code(change.first), code(change.second));
      return { ...model, parallel };
    }
    case 'changeFrequency': {
      const frequency = new Map(model.frequency).set(code(change.activity), change.factor);
      return { ...model, frequency };
    }
    case 'reorderQueue':
      return { ...model, queueOrder: change.order };
    case 'scaleArrivals':
      return { ...model, arrivalsMs: scaledArrivals(model.arrivalsMs, change.factor) };
  }
}

function withResources(model: ProcessModel, activity: number, count: number): ProcessModel {
  const first = model.resources.length;
  const added = Array.from({ length: count }, (_, n) => first + n);
  const [like] = model.performers[activity] ?? [];
  const performers = model.performers.map((who, n) => (n === activity ? [...who, ...added] : who));
  const names = added.map((_, n) => `additional ${n + 1} (${model.activities[activity] ?? ''})`);
  return {
    ...model,
    performers,
    resources: [...model.resources, ...names],
    workingOf: (resource) =>
      resource < first
        ? model.workingOf(resource)
        : like === undefined
          ? undefined
          : model.workingOf(like),
  };
}

/** Arrivals doubled or left out evenly, so that days stay as busy as they were among themselves. */
function scaledArrivals(arrivalsMs: Float64Array, factor: number): Float64Array {
  return Float64Array.from(
    Array.from(arrivalsMs).flatMap((atMs, n) => {
      const copies = Math.floor((n + 1) * factor) - Math.floor(n * factor);
      return Array<number>(copies).fill(atMs);
    }),
  );
}
