import { BrokenInput } from '../reading.js';

/** Which column of a table says what. */
export interface ColumnNames {
  readonly case?: string;
  readonly activity?: string;
  readonly timestamp?: string;
  readonly start?: string;
  readonly resource?: string;
  readonly lifecycle?: string;
}

type Role = keyof ColumnNames;

/** Names that columns usually bear, tried in this order where the caller names none; letter case does not matter. */
const USUAL: Readonly<Record<Role, readonly string[]>> = {
  case: ['case:concept:name', 'case_id', 'case id', 'caseid', 'case', 'trace_id', 'case_number'],
  activity: ['concept:name', 'activity', 'activity_name', 'event', 'task', 'activity name'],
  timestamp: [
    'time:timestamp',
    'timestamp',
    'end_time',
    'end_timestamp',
    'complete_timestamp',
    'complete timestamp',
    'completed_at',
    'end',
    'time',
    'instant',
  ],
  start: ['start_timestamp', 'start_time', 'start timestamp', 'started_at', 'start'],
  resource: ['org:resource', 'resource', 'user', 'org:group'],
  lifecycle: ['lifecycle:transition', 'lifecycle', 'transition'],
};

/** Where each role's column stands, and the names of all other columns by their place. */
export interface ColumnPlaces {
  readonly case: number;
  readonly activity: number;
  readonly timestamp: number;
  readonly start: number | undefined;
  readonly resource: number | undefined;
  readonly lifecycle: number | undefined;
  readonly others: readonly (readonly [place: number, name: string])[];
}

/** Finds the columns. Throws BrokenInput, naming the header, where one that is needed or was asked for is absent. */
export function placeColumns(header: readonly string[], wanted: ColumnNames): ColumnPlaces {
  const find = (role: Role): number | undefined => findColumn(header, role, wanted[role]);
  const need = (role: Role): number => {
    const place = find(role);
    if (place !== undefined) return place;
    throw new BrokenInput(
      `no column for the ${role}: name it with --${role} (columns: ${header.join(', ')})`,
      1,
    );
  };
  const places = {
    case: need('case'),
    activity: need('activity'),
    timestamp: need('timestamp'),
    start: find('start'),
    resource: find('resource'),
    lifecycle: find('lifecycle'),
  };
  const taken = new Set<number | undefined>(Object.values(places));
  const others = header.map((name, place) => [place, name] as const);
  return { ...places, others: others.filter(([place]) => !taken.has(place)) };
}

function findColumn(
  header: readonly string[],
  role: Role,
  named: string | undefined,
): number | undefined {
  if (named !== undefined) {
    const place = header.indexOf(named);
    if (place >= 0) return place;
    throw new BrokenInput(`there is no column ${named} (columns: ${header.join(', ')})`, 1);
  }
  const lower = header.map((name) => name.trim().toLowerCase());
  // A table that speaks the XES names means them: its other columns are attributes, whatever they are called.
  const xes = lower.includes('concept:name') && lower.includes('time:timestamp');
  const usual = xes ? USUAL[role].slice(0, 1) : USUAL[role];
  return usual.map((name) => lower.indexOf(name)).find((place) => place >= 0);
}
