/** Reads a scenario file: whole cases as dated facts, one JSON object a line (docs/scenario-format.md). */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CommandFailure, exitCodes } from '../failure.js';
import { writtenJson, writtenText } from '#domain/json/written-json';
import type { CaseScript, Moment } from '../world/case-script.js';
import {
  lineKinds,
  type Expectation,
  type LineKind,
  type LineOf,
  type ScenarioLine,
} from './lines.js';

/** One case of a scenario file, before it is known in which book it will live. */
export interface ScenarioCase {
  readonly name: string;
  readonly product: string;
  readonly script: Omit<CaseScript, 'timeZone' | 'application'> & {
    readonly application: Omit<CaseScript['application'], 'book' | 'clientReference' | 'currency'>;
  };
  readonly expectation: Expectation;
}

/** @throws CommandFailure naming the line where the file is not what the format says. */
export function readScenarioFile(path: string): ScenarioCase[] {
  try {
    return readScenario(writtenText(readFileSync(path)));
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw malformed(`${path} cannot be read: ${reason}`);
  }
}

/** The cases of a file's text, in the order of their first lines. Empty lines and lines that begin with # say nothing. */
export function readScenario(text: string): ScenarioCase[] {
  const byCase = new Map<string, ScenarioLine[]>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const read = readLine(line, index + 1);
    const lines = byCase.get(read.said.case) ?? [];
    byCase.set(read.said.case, [...lines, read]);
  }
  return [...byCase].map(([name, lines]) => caseOf(name, lines));
}

function readLine(line: string, no: number): ScenarioLine {
  const value = parseJson(line, no);
  const kinds = Object.keys(lineKinds) as LineKind[];
  const named = kinds.filter((kind) => Object.hasOwn(value, kind));
  const [kind, ...others] = named;
  if (kind === undefined || others.length > 0) {
    throw malformed(`line ${no} must hold exactly one of ${kinds.join(', ')}`);
  }
  const read = lineKinds[kind].safeParse(value);
  if (!read.success) throw malformed(`line ${no}:\n${z.prettifyError(read.error)}`);
  return { kind, said: read.data } as ScenarioLine;
}

function parseJson(line: string, no: number): object {
  try {
    const value = writtenJson(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw malformed(`line ${no} cannot be read: ${(error as Error).message}`);
  }
  throw malformed(`line ${no} is no JSON object`);
}

function caseOf(name: string, lines: readonly ScenarioLine[]): ScenarioCase {
  const [opening, ...later] = ofKind(lines, 'apply');
  if (opening === undefined) throw malformed(`case ${name} has no line \`apply\``);
  if (later.length > 0) throw malformed(`case ${name} applies twice`);
  const partners = merged(ofKind(lines, 'partners').map((line) => line.partners));
  return {
    name,
    product: opening.apply.product,
    script: {
      application: opening.apply,
      clock: opening.clock,
      startsOn: opening.on,
      ...(opening.until === undefined ? {} : { until: opening.until }),
      ...(Object.keys(partners).length === 0 ? {} : { partners }),
      moments: momentsOf(lines),
      decisions: ofKind(lines, 'decide').map(({ decide, outcome, occurrence, reasons }) => ({
        task: decide,
        outcome,
        reasons,
        ...(occurrence === undefined ? {} : { occurrence }),
      })),
    },
    expectation: merged(ofKind(lines, 'expect').map((line) => line.expect)),
  };
}

/** Of two lines that speak of the same thing, the later one counts. */
function merged<Part extends object>(parts: readonly Part[]): Partial<Part> {
  return parts.reduce<Partial<Part>>((all, part) => ({ ...all, ...part }), {});
}

/** By date; those of one day as the file has them. A fact's default id is its place within the case. */
function momentsOf(lines: readonly ScenarioLine[]): Moment[] {
  const moments = lines.flatMap((line, index): Moment[] => {
    if (line.kind === 'act') {
      const { on, act, reason, proof } = line.said;
      return [{ kind: 'act', on, act, reason, proof }];
    }
    if (line.kind !== 'fact') return [];
    const { on, partner, fact, data, id } = line.said;
    return [{ kind: 'fact', on, partner, type: fact, data, id: id ?? `${index}.${fact}` }];
  });
  return moments.sort((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0));
}

function ofKind<Kind extends LineKind>(lines: readonly ScenarioLine[], kind: Kind): LineOf<Kind>[] {
  return lines.flatMap((line) => (line.kind === kind ? [line.said as LineOf<Kind>] : []));
}

function malformed(whatHappened: string): CommandFailure {
  return new CommandFailure(
    whatHappened,
    'docs/scenario-format.md describes the format, with an example of every ending.',
    exitCodes.misused,
  );
}
