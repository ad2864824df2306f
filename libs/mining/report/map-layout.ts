import type { MapEdge, ProcessGraph } from './process-graph.js';

/** Where the boxes and arrows of a map lie: layers from the top, slots from the left, in units of a box's width. */
export interface MapLayout {
  readonly layers: number;
  /** Layer and horizontal place of every node. */
  readonly nodes: readonly Spot[];
  /** The spots that each arrow passes, from its source to its target. Loops at one node have none. */
  readonly routes: readonly (readonly Spot[])[];
}

export interface Spot {
  readonly layer: number;
  readonly x: number;
}

/** Something that takes a slot in a layer: a node, or an arrow passing by. */
interface Slot {
  readonly layer: number;
  x: number;
  /** Half of the room it takes: a passing arrow needs less than a box. */
  readonly half: number;
  readonly neighbours: Slot[];
}

const BOX_HALF = 0.5;
const ARROW_HALF = 0.14;

const SWEEPS = 12;

/**
 * Lays a graph out in layers (Sugiyama, Tagawa and Toda 1981): arrows that go back in the cases' own order are turned
 * round, layers follow the longest path, long arrows get a slot in every layer they cross, and slots are ordered by
 * the mean of their neighbours.
 */
export function layOutMap(graph: ProcessGraph): MapLayout {
  const layerOf = layersOf(graph);
  const slots = graph.nodes.map((_, node): Slot => ({
    layer: layerOf[node] ?? 0,
    x: 0,
    half: BOX_HALF,
    neighbours: [],
  }));
  const chains = graph.edges.map((edge) => chainOf(edge, slots));
  const all = [...slots, ...chains.flatMap((chain) => chain.slice(1, -1))];
  const layers = Math.max(...all.map(({ layer }) => layer)) + 1;
  const rows = Array.from({ length: layers }, (_, layer) =>
    all.filter((slot) => slot.layer === layer),
  );
  rows.forEach(spread);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const order = sweep % 2 === 0 ? rows : [...rows].reverse();
    order.forEach(reorder);
  }
  return { layers, nodes: slots, routes: chains };
}

/** The longest path to each node over the arrows that go forward. */
function layersOf({ nodes, edges }: ProcessGraph): number[] {
  const order = nodes.map((_, node) => node).sort((a, b) => placeOf(a) - placeOf(b));
  function placeOf(node: number): number {
    return nodes[node]?.place ?? 0;
  }
  const layers = new Array<number>(nodes.length).fill(0);
  for (const node of order) {
    for (const { from, to } of edges) {
      if (from !== node || from === to || !isForward(placeOf(from), placeOf(to), from, to))
        continue;
      layers[to] = Math.max(layers[to] ?? 0, (layers[from] ?? 0) + 1);
    }
  }
  return layers;
}

function isForward(from: number, to: number, a: number, b: number): boolean {
  return from < to || (from === to && a < b);
}

/** The slots an arrow takes, from source to target; the ones between are its own. */
function chainOf({ from, to }: MapEdge, slots: readonly Slot[]): Slot[] {
  const source = slots[from];
  const target = slots[to];
  if (!source || !target || from === to) return [];
  const step = Math.sign(target.layer - source.layer);
  const chain = [source];
  for (let layer = source.layer + step; step !== 0 && layer !== target.layer; layer += step) {
    chain.push({ layer, x: 0, half: ARROW_HALF, neighbours: [] });
  }
  chain.push(target);
  chain.forEach((slot, at) => {
    const next = chain[at + 1];
    if (!next) return;
    slot.neighbours.push(next);
    next.neighbours.push(slot);
  });
  return chain;
}

/** Slots of one layer side by side around the middle. */
function spread(row: readonly Slot[]): void {
  row.forEach((slot, at) => {
    slot.x = at - (row.length - 1) / 2;
  });
}

/** Orders a layer by the mean place of its neighbours, then draws its slots towards it without letting them touch. */
function reorder(row: Slot[]): void {
  const wish = new Map(row.map((slot) => [slot, meanOf(slot)]));
  const wishOf = (slot: Slot): number => wish.get(slot) ?? 0;
  row.sort((a, b) => wishOf(a) - wishOf(b));
  let right = -Infinity;
  for (const slot of row) {
    slot.x = Math.max(wishOf(slot), right + slot.half);
    right = slot.x + slot.half;
  }
  const shift = row.reduce((sum, slot) => sum + wishOf(slot) - slot.x, 0) / row.length;
  for (const slot of row) slot.x += shift;
}

function meanOf({ neighbours, x }: Slot): number {
  if (neighbours.length === 0) return x;
  return neighbours.reduce((sum, neighbour) => sum + neighbour.x, 0) / neighbours.length;
}
