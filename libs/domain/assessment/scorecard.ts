import { factOf, type BilingualText, type Facts, type FactValue } from '../intake/facts.js';

/** One row of a characteristic: a range of numbers (`atLeast` ≤ x < `below`) or a set of values. */
export type ScoreBin =
  | { readonly atLeast?: number; readonly below?: number; readonly points: number }
  | { readonly in: readonly FactValue[]; readonly points: number };

export interface Characteristic {
  readonly field: string;
  readonly name: BilingualText;
  /** Told to the applicant where this characteristic cost the most points. */
  readonly reasonCode: string;
  readonly bins: readonly ScoreBin[];
  /** Points where the fact is missing or in no bin. */
  readonly otherwise: number;
}

/** Grades from best to worst; a grade begins at its points. The last one begins at the lowest score. */
export interface GradeBand {
  readonly grade: string;
  readonly minPoints: number;
}

/** A transparent points table: all of it can be read, and each point explained. */
export interface Scorecard {
  readonly startPoints: number;
  readonly characteristics: readonly Characteristic[];
  readonly grades: readonly GradeBand[];
  readonly reasonsMax: number;
}

export interface ScoredCharacteristic {
  readonly field: string;
  readonly points: number;
  readonly pointsMax: number;
}

export interface Score {
  readonly points: number;
  readonly grade: string;
  readonly characteristics: readonly ScoredCharacteristic[];
  /** The characteristics that cost the most points, worst first. */
  readonly reasonCodes: readonly string[];
}

/** Scores an application: start points plus one row of each characteristic. */
export function scoreApplication(facts: Facts, scorecard: Scorecard): Score {
  const characteristics = scorecard.characteristics.map((characteristic) => ({
    field: characteristic.field,
    points: pointsFor(factOf(facts, characteristic.field), characteristic),
    pointsMax: pointsMaxOf(characteristic),
  }));
  const points = characteristics.reduce((sum, line) => sum + line.points, scorecard.startPoints);
  return {
    points,
    grade: gradeOf(points, scorecard.grades),
    characteristics,
    reasonCodes: reasonCodesOf(characteristics, scorecard),
  };
}

/** The grade that a number of points earns. */
export function gradeOf(points: number, grades: readonly GradeBand[]): string {
  const band = grades.find(({ minPoints }) => points >= minPoints) ?? grades.at(-1);
  if (band === undefined) throw new RangeError('a scorecard needs at least one grade');
  return band.grade;
}

function pointsFor(fact: FactValue, characteristic: Characteristic): number {
  const bin = characteristic.bins.find((candidate) => holds(candidate, fact));
  return bin?.points ?? characteristic.otherwise;
}

function holds(bin: ScoreBin, fact: FactValue): boolean {
  if (fact === null) return false;
  if ('in' in bin) return bin.in.includes(fact);
  if (typeof fact !== 'number') return false;
  return fact >= (bin.atLeast ?? -Infinity) && fact < (bin.below ?? Infinity);
}

function pointsMaxOf(characteristic: Characteristic): number {
  return Math.max(characteristic.otherwise, ...characteristic.bins.map(({ points }) => points));
}

function reasonCodesOf(scored: readonly ScoredCharacteristic[], scorecard: Scorecard): string[] {
  return scored
    .map((line, index) => ({
      lost: line.pointsMax - line.points,
      code: scorecard.characteristics[index]?.reasonCode ?? line.field,
    }))
    .filter(({ lost }) => lost > 0)
    .sort((left, right) => right.lost - left.lost)
    .slice(0, scorecard.reasonsMax)
    .map(({ code }) => code);
}
