import { endActivities, startActivities } from '../cases/end-points.js';
import { performanceDfg } from '../dfg/performance-dfg.js';
import { caseCount, type EventLog } from '../log/event-log.js';

/** A box of the process map. */
export interface MapNode {
  /** Index into the log's activities; -1 is the begin and -2 the end of all cases. */
  readonly activity: number;
  readonly name: string;
  readonly count: number;
  /** Its rank in an order in which as few steps as possible go back. */
  readonly place: number;
}

/** An arrow of the process map, between nodes by their index. */
export interface MapEdge {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Median time in seconds; undefined for arrows from the begin and to the end. */
  readonly medianS: number | undefined;
  readonly p95S: number | undefined;
}

export interface ProcessGraph {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** How much of all steps the arrows stand for, 0 to 1. */
  readonly coverage: number;
}

const BEGIN = -1;
const END = -2;
const MOST_NODES = 28;
const ENOUGH_COVERAGE = 0.92;
const ARROWS_A_NODE = 2;

/** The part of a log's directly-follows graph that a person can read: its commonest activities and arrows. */
export function processGraph(log: EventLog): ProcessGraph {
  const frequent = commonNodes(log);
  const nodeOf = new Map(frequent.map(({ activity }, index) => [activity, index]));
  const all = arrows(log).filter(({ from, to }) => nodeOf.has(from) && nodeOf.has(to));
  const order = forwardOrder([...nodeOf.keys()], all);
  const nodes = frequent.map((node) => ({ ...node, place: order.indexOf(node.activity) }));
  const chosen = commonArrows(all, nodes.length);
  const steps = all.reduce((sum, { count }) => sum + count, 0);
  const shown = chosen.reduce((sum, { count }) => sum + count, 0);
  const edges = chosen.map((edge) => ({
    ...edge,
    from: nodeOf.get(edge.from) ?? 0,
    to: nodeOf.get(edge.to) ?? 0,
  }));
  return { nodes, edges, coverage: steps === 0 ? 1 : shown / steps };
}

function commonNodes(log: EventLog): Omit<MapNode, 'place'>[] {
  const counts = new Float64Array(log.activities.length);
  for (const activity of log.activity) counts[activity] = (counts[activity] ?? 0) + 1;
  const nodes = log.activities
    .map((name, activity) => ({ activity, name, count: counts[activity] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_NODES);
  const count = caseCount(log);
  return [{ activity: BEGIN, name: '', count }, ...nodes, { activity: END, name: '', count }];
}

/**
 * Activities in an order that most steps follow: what only leads on comes first, what nothing leaves comes last, and of
 * the rest the one whose steps out exceed its steps in the most (Eades, Lin and Smyth, "A fast and effective heuristic
 * for the feedback arc set problem", 1993, with weights).
 */
function forwardOrder(activities: readonly number[], all: readonly MapEdge[]): number[] {
  const left = new Set(activities);
  const head: number[] = [];
  const tail: number[] = [];
  while (left.size > 0) {
    const flows = [...left].map((activity) => flowOf(activity, all, left));
    const sink = flows.find(({ out, into }) => out === 0 && into > 0);
    const best = flows.reduce((most, flow) =>
      flow.into === 0 || flow.out - flow.into > most.out - most.into ? flow : most,
    );
    const next = sink ?? best;
    left.delete(next.activity);
    if (sink) tail.unshift(next.activity);
    else head.push(next.activity);
  }
  return [...head, ...tail];
}

interface Flow {
  readonly activity: number;
  readonly out: number;
  readonly into: number;
}

/** Steps out of and into an activity, from and to those that are left. */
function flowOf(activity: number, all: readonly MapEdge[], left: ReadonlySet<number>): Flow {
  let out = 0;
  let into = 0;
  for (const { from, to, count } of all) {
    if (from === to) continue;
    if (from === activity && left.has(to)) out += count;
    if (to === activity && left.has(from)) into += count;
  }
  return { activity, out, into };
}

/** All arrows between activities (not yet nodes), commonest first. */
function arrows(log: EventLog): MapEdge[] {
  const between = performanceDfg(log).map(({ from, to, count, p50S, p95S }) => ({
    from,
    to,
    count,
    medianS: p50S,
    p95S,
  }));
  const untimed = { medianS: undefined, p95S: undefined };
  const begins = [...startActivities(log)].map(([to, count]) => ({
    from: BEGIN,
    to,
    count,
    ...untimed,
  }));
  const ends = [...endActivities(log)].map(([from, count]) => ({
    from,
    to: END,
    count,
    ...untimed,
  }));
  return [...between, ...begins, ...ends].sort((a, b) => b.count - a.count);
}

/** The commonest arrows up to enough coverage, and for every node its commonest ways in and out. */
function commonArrows(all: readonly MapEdge[], nodes: number): MapEdge[] {
  const steps = all.reduce((sum, { count }) => sum + count, 0);
  const hasIn = new Set<number>();
  const hasOut = new Set<number>();
  let covered = 0;
  let room = nodes * ARROWS_A_NODE;
  return all.filter((edge) => {
    const between = edge.from !== edge.to;
    const needed = between && (!hasIn.has(edge.to) || !hasOut.has(edge.from));
    if (!needed && (covered >= steps * ENOUGH_COVERAGE || room <= 0)) return false;
    covered += edge.count;
    room -= 1;
    if (between) {
      hasIn.add(edge.to);
      hasOut.add(edge.from);
    }
    return true;
  });
}
