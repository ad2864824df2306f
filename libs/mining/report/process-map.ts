import type { EventLog } from '../log/event-log.js';
import type { ActivityNames } from './activity-names.js';
import { bothSvg, durationSvg, escapeHtml } from './bilingual.js';
import { countText, durationText } from './duration-text.js';
import { placeLabels, spotsAlong, textWidth, type Point, type Room } from './label-spots.js';
import { layOutMap, type MapLayout, type Spot } from './map-layout.js';
import { processGraph, type MapEdge, type MapNode, type ProcessGraph } from './process-graph.js';
import { timeScale, type TimeScale } from './time-scale.js';

const COLUMN = 196;
const ROW = 104;
const BOX = { width: 164, height: 44 };
const MARGIN = 40;
/** Drawn smaller than this nobody can read the labels: a narrow screen scrolls. */
const LEAST_SCALE = 0.75;

/** A map, how much of all steps it shows, and what its colours mean. */
export interface ProcessMap {
  readonly svg: string;
  readonly coverage: number;
  readonly scale: TimeScale;
}

/** The process map as SVG: arrows coloured by median time and as broad as they are common. */
export function processMap(log: EventLog, names: ActivityNames): ProcessMap {
  const graph = processGraph(log);
  const scale = timeScale(graph.edges.flatMap(({ medianS }) => medianS ?? []));
  const canvas = new MapCanvas(graph, layOutMap(graph), scale, names);
  return { svg: canvas.svg(), coverage: graph.coverage, scale };
}

class MapCanvas {
  private readonly left: number;
  private readonly width: number;
  private readonly most: number;

  constructor(
    private readonly graph: ProcessGraph,
    private readonly layout: MapLayout,
    private readonly scale: TimeScale,
    private readonly names: ActivityNames,
  ) {
    const xs = [...layout.nodes, ...layout.routes.flat()].map(({ x }) => x);
    this.left = Math.min(...xs);
    this.width = (Math.max(...xs) - this.left) * COLUMN + BOX.width + 2 * MARGIN + 40;
    this.most = Math.max(1, ...graph.edges.map(({ count }) => count));
  }

  svg(): string {
    const height = (this.layout.layers - 1) * ROW + BOX.height + 2 * MARGIN;
    const edges = this.graph.edges.map((edge, index) => this.arrow(edge, index));
    const labels = this.labels();
    const boxes = this.graph.nodes.map((node, index) => this.box(node, index));
    return (
      `<svg class="map" viewBox="0 0 ${round(this.width)} ${round(height)}" role="img" style="max-width:${round(this.width)}px;min-width:${round(this.width * LEAST_SCALE)}px">` +
      `<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="context-stroke"/></marker></defs>` +
      `${edges.join('')}${boxes.join('')}${labels.join('')}</svg>`
    );
  }

  private at({ layer, x }: Spot): [number, number] {
    const left = MARGIN + BOX.width / 2 + (x - this.left) * COLUMN;
    return [round(left), round(MARGIN + BOX.height / 2 + layer * ROW)];
  }

  private arrow(edge: MapEdge, index: number): string {
    const colour = edge.medianS === undefined ? '#b8bdc7' : this.scale.colourOf(edge.medianS);
    const broad = round(1 + 5 * Math.sqrt(edge.count / this.most));
    const title = this.title(edge);
    return `<path d="${this.pathOf(edge, index)}" fill="none" stroke="${colour}" stroke-width="${broad}" marker-end="url(#tip)" opacity=".85">${title}</path>`;
  }

  private pathOf(edge: MapEdge, index: number): string {
    const way = this.wayOf(index);
    const [first, last] = [way[0], way.at(-1)];
    if (!first || !last) return this.loop(edge);
    return first[1] === last[1] ? sideways(first, last) : smooth(way);
  }

  /** The points that an arrow passes, from one box's edge to the other's; none for a loop. */
  private wayOf(index: number): Point[] {
    const route = (this.layout.routes[index] ?? []).map((spot) => this.at(spot));
    const [first, last] = [route[0], route.at(-1)];
    if (!first || !last) return [];
    const down = Math.sign(last[1] - first[1]);
    if (down === 0) return [first, last];
    return route.map(([x, y], at): Point => {
      if (at === 0) return [x + (down < 0 ? 30 : 0), y + (down * BOX.height) / 2];
      if (at === route.length - 1)
        return [x + (down < 0 ? 30 : 0), y - down * (BOX.height / 2 + 3)];
      return [x, y];
    });
  }

  private loop({ from }: MapEdge): string {
    const [x, y] = this.nodeAt(from);
    const side = x + BOX.width / 2;
    return `M${side} ${y - 10}C${side + 34} ${y - 26} ${side + 34} ${y + 26} ${side + 3} ${y + 11}`;
  }

  /** The commonest arrows' labels take their spots first; one that finds no room is read by pointing at its arrow. */
  private labels(): string[] {
    const timed = this.graph.edges.flatMap((edge, index) =>
      edge.medianS === undefined ? [] : [{ edge, index, medianS: edge.medianS }],
    );
    const wanted = timed.map(({ edge, index, medianS }) => {
      const texts = (['en', 'zh'] as const).map((language) => durationText(medianS, language));
      return { width: Math.max(...texts.map(textWidth)), spots: this.spotsOf(edge, index) };
    });
    const boxes = this.graph.nodes.map((node, index) => this.roomOf(node, index));
    return placeLabels(wanted, boxes).map((spot, at) => {
      const label = timed[at];
      if (spot === undefined || label === undefined) return '';
      const [x, y] = spot.map(round);
      return `<text class="time" x="${x}" y="${y}">${durationSvg(label.medianS)}${this.title(label.edge)}</text>`;
    });
  }

  private spotsOf({ from }: MapEdge, index: number): Point[] {
    const way = this.wayOf(index);
    const [first, last] = [way[0], way.at(-1)];
    if (!first || !last) {
      const [x, y] = this.nodeAt(from);
      const side = x + BOX.width / 2 + 30;
      return [3, -14, 20, -28, 34].map((lower) => [side, y + lower]);
    }
    if (first[1] !== last[1]) return spotsAlong(way);
    const middle = (first[0] + last[0]) / 2;
    return [22, 36, 6, -12].map((lower) => [middle, first[1] + lower]);
  }

  private roomOf(node: MapNode, index: number): Room {
    const [x, y] = this.nodeAt(index);
    const [width, height] = node.activity < 0 ? [88, 28] : [BOX.width, BOX.height];
    return { left: x - width / 2, top: y - height / 2, width, height };
  }

  private nodeAt(index: number): Point {
    const spot = this.layout.nodes[index];
    return spot ? this.at(spot) : [0, 0];
  }

  private title({ from, to, count, medianS, p95S }: MapEdge): string {
    const name = (node: number): string => {
      const { en, zh } = this.names.wordsOf(this.graph.nodes[node]?.name ?? '');
      return en === zh ? en : `${en} ${zh}`;
    };
    const times =
      medianS === undefined || p95S === undefined
        ? ''
        : `, median ${durationText(medianS)}, p95 ${durationText(p95S)}`;
    return `<title>${escapeHtml(`${name(from)} → ${name(to)}: ${countText(count)}${times}`)}</title>`;
  }

  private box(node: MapNode, index: number): string {
    const [x, y] = this.nodeAt(index);
    if (node.activity < 0) {
      const word = node.activity === -1 ? bothSvg('begin', '开始') : bothSvg('end', '结束');
      return `<g class="pole"><rect x="${x - 44}" y="${y - 14}" width="88" height="28" rx="14"/><text x="${x}" y="${y + 4}">${word}</text></g>`;
    }
    const left = x - BOX.width / 2;
    const top = y - BOX.height / 2;
    return (
      `<g class="box"><rect x="${left}" y="${top}" width="${BOX.width}" height="${BOX.height}" rx="6"/>` +
      `<text class="name" x="${x}" y="${y - 3}">${this.names.shortSvg(node.name, 24)}</text>` +
      `<text class="count" x="${x}" y="${y + 13}">${countText(node.count)}</text>` +
      `<title>${escapeHtml(node.name)}</title></g>`
    );
  }
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
