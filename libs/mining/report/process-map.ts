import type { EventLog } from '../log/event-log.js';
import { bothSvg, durationSvg, escapeHtml, shortName } from './bilingual.js';
import { countText, durationText } from './duration-text.js';
import { layOutMap, type MapLayout, type Spot } from './map-layout.js';
import { processGraph, type MapEdge, type MapNode, type ProcessGraph } from './process-graph.js';
import { timeColour } from './report-colours.js';

const COLUMN = 196;
const ROW = 104;
const BOX = { width: 164, height: 44 };
const MARGIN = 40;
const MOST_LABELS = 40;

/** The process map as SVG: arrows coloured by median time and as broad as they are common. */
export function processMap(log: EventLog): { svg: string; coverage: number } {
  const graph = processGraph(log);
  const layout = layOutMap(graph);
  const canvas = new MapCanvas(graph, layout);
  return { svg: canvas.svg(), coverage: graph.coverage };
}

class MapCanvas {
  private readonly left: number;
  private readonly width: number;
  private readonly most: number;
  private readonly slowest: number;

  constructor(
    private readonly graph: ProcessGraph,
    private readonly layout: MapLayout,
  ) {
    const xs = [...layout.nodes, ...layout.routes.flat()].map(({ x }) => x);
    this.left = Math.min(...xs);
    this.width = (Math.max(...xs) - this.left) * COLUMN + BOX.width + 2 * MARGIN + 40;
    this.most = Math.max(1, ...graph.edges.map(({ count }) => count));
    this.slowest = Math.max(1, ...graph.edges.map(({ medianS }) => medianS ?? 0));
  }

  svg(): string {
    const height = (this.layout.layers - 1) * ROW + BOX.height + 2 * MARGIN;
    const edges = this.graph.edges.map((edge, index) => this.arrow(edge, index));
    const labels = this.graph.edges
      .slice(0, MOST_LABELS)
      .map((edge, index) => this.label(edge, index));
    const boxes = this.graph.nodes.map((node, index) => this.box(node, index));
    return (
      `<svg class="map" viewBox="0 0 ${round(this.width)} ${round(height)}" role="img" style="max-width:${round(this.width)}px">` +
      `<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="context-stroke"/></marker></defs>` +
      `${edges.join('')}${boxes.join('')}${labels.join('')}</svg>`
    );
  }

  private at({ layer, x }: Spot): [number, number] {
    const left = MARGIN + BOX.width / 2 + (x - this.left) * COLUMN;
    return [round(left), round(MARGIN + BOX.height / 2 + layer * ROW)];
  }

  private arrow(edge: MapEdge, index: number): string {
    const colour =
      edge.medianS === undefined ? '#b8bdc7' : timeColour(edge.medianS, 0, this.slowest);
    const broad = round(1 + 5 * Math.sqrt(edge.count / this.most));
    const title = this.title(edge);
    return `<path d="${this.pathOf(edge, index)}" fill="none" stroke="${colour}" stroke-width="${broad}" marker-end="url(#tip)" opacity=".85">${title}</path>`;
  }

  private pathOf(edge: MapEdge, index: number): string {
    const route = (this.layout.routes[index] ?? []).map((spot) => this.at(spot));
    const first = route[0];
    const last = route.at(-1);
    if (!first || !last) return this.loop(edge);
    const down = Math.sign(last[1] - first[1]);
    if (down === 0) return sideways(first, last);
    const points = route.map(([x, y], at): [number, number] => {
      if (at === 0) return [x + (down < 0 ? 30 : 0), y + (down * BOX.height) / 2];
      if (at === route.length - 1)
        return [x + (down < 0 ? 30 : 0), y - down * (BOX.height / 2 + 3)];
      return [x, y];
    });
    return smooth(points);
  }

  private loop({ from }: MapEdge): string {
    const spot = this.layout.nodes[from];
    const [x, y] = spot ? this.at(spot) : [0, 0];
    const side = x + BOX.width / 2;
    return `M${side} ${y - 10}C${side + 34} ${y - 26} ${side + 34} ${y + 26} ${side + 3} ${y + 11}`;
  }

  private label(edge: MapEdge, index: number): string {
    if (edge.medianS === undefined) return '';
    const route = (this.layout.routes[index] ?? []).map((spot) => this.at(spot));
    const [x, y] = labelSpot(route, () => {
      const spot = this.layout.nodes[edge.from];
      const [left, top] = spot ? this.at(spot) : [0, 0];
      return [left + BOX.width / 2 + 30, top + 3];
    });
    return `<text class="time" x="${x}" y="${y}">${durationSvg(edge.medianS)}${this.title(edge)}</text>`;
  }

  private title({ from, to, count, medianS, p95S }: MapEdge): string {
    const name = (node: number): string => this.graph.nodes[node]?.name ?? '';
    const times =
      medianS === undefined || p95S === undefined
        ? ''
        : `, median ${durationText(medianS)}, p95 ${durationText(p95S)}`;
    return `<title>${escapeHtml(`${name(from)} → ${name(to)}: ${countText(count)}${times}`)}</title>`;
  }

  private box(node: MapNode, index: number): string {
    const spot = this.layout.nodes[index];
    const [x, y] = spot ? this.at(spot) : [0, 0];
    if (node.activity < 0) {
      const word = node.activity === -1 ? bothSvg('begin', '开始') : bothSvg('end', '结束');
      return `<g class="pole"><rect x="${x - 44}" y="${y - 14}" width="88" height="28" rx="14"/><text x="${x}" y="${y + 4}">${word}</text></g>`;
    }
    const left = x - BOX.width / 2;
    const top = y - BOX.height / 2;
    return (
      `<g class="box"><rect x="${left}" y="${top}" width="${BOX.width}" height="${BOX.height}" rx="6"/>` +
      `<text class="name" x="${x}" y="${y - 3}">${escapeHtml(shortName(node.name, 24))}</text>` +
      `<text class="count" x="${x}" y="${y + 13}">${countText(node.count)}</text>` +
      `<title>${escapeHtml(node.name)}</title></g>`
    );
  }
}

type Point = readonly [x: number, y: number];

/** Where an arrow's label stands: near its middle, a third of the way down where it is short. */
function labelSpot(route: readonly Point[], loop: () => Point): Point {
  if (route.length === 0) return loop();
  const middle = (route.length - 1) / 2;
  const before = route[Math.floor(middle)] ?? [0, 0];
  const after = route[Math.ceil(middle)] ?? before;
  const upward = (route.at(-1)?.[1] ?? 0) < (route[0]?.[1] ?? 0);
  const x = (before[0] + after[0]) / 2 + (upward ? 30 : 0);
  return [round(x), round((before[1] + after[1]) / 2 + 4)];
}

function sideways([x1, y1]: Point, [x2, y2]: Point): string {
  const right = Math.sign(x2 - x1);
  const from = x1 + (right * BOX.width) / 2;
  const to = x2 - right * (BOX.width / 2 + 3);
  return `M${from} ${y1}C${(from + to) / 2} ${y1 + 18} ${(from + to) / 2} ${y2 + 18} ${to} ${y2}`;
}

/** A curve that leaves and enters every point vertically. */
function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let [x, y] = first;
  let path = `M${x} ${y}`;
  for (const [nextX, nextY] of rest) {
    const middle = round((y + nextY) / 2);
    path += `C${x} ${middle} ${nextX} ${middle} ${nextX} ${nextY}`;
    [x, y] = [nextX, nextY];
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
