/** A lifecycle as it should be: states, and the activities that lead from one to the next. */
export interface NormativeModel {
  readonly initial: string;
  readonly finals: readonly string[];
  readonly moves: readonly ModelMove[];
}

export interface ModelMove {
  readonly from: string;
  readonly activity: string;
  readonly to: string;
}

/** A model that says only what may come first, what may follow what, and what may come last. */
export interface FollowRules {
  readonly starts: readonly string[];
  readonly follows: Readonly<Record<string, readonly string[]>>;
  readonly ends: readonly string[];
}

/** The model in which the last activity is all that counts. */
export function modelOfFollowRules({ starts, follows, ends }: FollowRules): NormativeModel {
  const initial = '';
  return {
    initial,
    finals: ends,
    moves: [
      ...starts.map((activity) => ({ from: initial, activity, to: activity })),
      ...Object.entries(follows).flatMap(([from, next]) =>
        next.map((activity) => ({ from, activity, to: activity })),
      ),
    ],
  };
}

/** The model with states and activities as numbers: of a log's activities, those above are the model's own. */
export interface CompiledModel {
  readonly activities: readonly string[];
  readonly states: number;
  readonly initial: number;
  readonly isFinal: readonly boolean[];
  /** Moves out of each state. */
  readonly moves: readonly (readonly { readonly activity: number; readonly to: number }[])[];
}

export function compileModel(
  model: NormativeModel,
  logActivities: readonly string[],
): CompiledModel {
  const activities = [...logActivities];
  const codes = new Map(activities.map((name, code) => [name, code]));
  const states = new Map<string, number>();
  const stateOf = (name: string): number => {
    const known = states.get(name) ?? states.size;
    states.set(name, known);
    return known;
  };
  const initial = stateOf(model.initial);
  const moves: { activity: number; to: number }[][] = [];
  for (const move of model.moves) {
    const code = codes.get(move.activity) ?? activities.push(move.activity) - 1;
    codes.set(move.activity, code);
    (moves[stateOf(move.from)] ??= []).push({ activity: code, to: stateOf(move.to) });
  }
  const finals = new Set(model.finals.map(stateOf));
  return {
    activities,
    states: states.size,
    initial,
    isFinal: Array.from({ length: states.size }, (_, state) => finals.has(state)),
    moves: Array.from({ length: states.size }, (_, state) => moves[state] ?? []),
  };
}
