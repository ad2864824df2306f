import type { CompiledModel } from './normative-model.js';

/** One step of an alignment that is not as the model has it. */
export interface Misstep {
  /** `missing`: the model demands the activity here; `unexpected`: it happened and the model does not allow it here. */
  readonly kind: 'missing' | 'unexpected';
  readonly activity: number;
  /** Place in the trace: of the unexpected event, or of the event before which one is missing. */
  readonly position: number;
}

type Step = { readonly kind: 'agreed' | 'unexpected' | 'missing'; readonly activity: number };

/** Cost of a cell and the step that led there. */
interface Cell {
  cost: number;
  step: Step | undefined;
  previousPosition: number;
  previousState: number;
}

/**
 * The fewest insertions and deletions that turn a trace into a run of the model, by dynamic programming over (position,
 * state). Undefined where the model has no run that ends (for an open trace any state will do).
 */
export function align(
  trace: readonly number[],
  model: CompiledModel,
  { open = false } = {},
): Misstep[] | undefined {
  const layers: Cell[][] = [blankLayer(model)];
  reach(layers[0], model.initial, {
    cost: 0,
    step: undefined,
    previousPosition: -1,
    previousState: -1,
  });
  for (let position = 0; position <= trace.length; position++) {
    const layer = layers[position] ?? [];
    insertMissing(layer, model, position);
    if (position === trace.length) break;
    const next = blankLayer(model);
    layers.push(next);
    advance(layer, next, model, position, trace[position] ?? -1);
  }
  const last = layers[trace.length] ?? [];
  let best = -1;
  last.forEach((cell, state) => {
    const ends = open || model.isFinal[state];
    if (ends && cell.cost < (last[best]?.cost ?? Infinity)) best = state;
  });
  return best < 0 ? undefined : missteps(layers, trace.length, best);
}

function blankLayer(model: CompiledModel): Cell[] {
  return Array.from({ length: model.states }, () => ({
    cost: Infinity,
    step: undefined,
    previousPosition: -1,
    previousState: -1,
  }));
}

function reach(layer: Cell[] | undefined, state: number, cell: Cell): boolean {
  if (!layer || cell.cost >= (layer[state]?.cost ?? Infinity)) return false;
  layer[state] = cell;
  return true;
}

/** Steps of the model without an event, nearest first, until nothing gets cheaper. */
function insertMissing(layer: Cell[], model: CompiledModel, position: number): void {
  const queue = [...layer.keys()]
    .filter((state) => (layer[state]?.cost ?? Infinity) < Infinity)
    .sort((a, b) => (layer[a]?.cost ?? 0) - (layer[b]?.cost ?? 0));
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] ?? 0;
    const cost = (layer[state]?.cost ?? Infinity) + 1;
    for (const { activity, to } of model.moves[state] ?? []) {
      const step: Step = { kind: 'missing', activity };
      if (reach(layer, to, { cost, step, previousPosition: position, previousState: state }))
        queue.push(to);
    }
  }
}

function advance(
  layer: readonly Cell[],
  next: Cell[],
  model: CompiledModel,
  position: number,
  happened: number,
): void {
  // The unexpected first: of equal alignments the one that agrees longest wins, so that the repeated event is the second.
  const step: Step = { kind: 'unexpected', activity: happened };
  layer.forEach(({ cost }, state) => {
    reach(next, state, { cost: cost + 1, step, previousPosition: position, previousState: state });
  });
  layer.forEach(({ cost }, state) => {
    for (const { activity, to } of model.moves[state] ?? []) {
      if (activity !== happened) continue;
      const agreed: Step = { kind: 'agreed', activity };
      reach(next, to, { cost, step: agreed, previousPosition: position, previousState: state });
    }
  });
}

function missteps(layers: readonly Cell[][], end: number, best: number): Misstep[] {
  const found: Misstep[] = [];
  let position = end;
  let state = best;
  for (;;) {
    const cell = layers[position]?.[state];
    if (!cell?.step) return found.reverse();
    const { kind, activity } = cell.step;
    if (kind !== 'agreed') found.push({ kind, activity, position: cell.previousPosition });
    position = cell.previousPosition;
    state = cell.previousState;
  }
}
