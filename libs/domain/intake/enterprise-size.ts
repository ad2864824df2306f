/**
 * Enterprise sizes of 《中小企业划型标准规定》(工信部联企业〔2011〕300号, art. 4), which the returns and
 * the weights of a guarantee depend on. Sole proprietors are sized by the same table (art. 8).
 */
export const enterpriseSizes = ['micro', 'small', 'medium', 'large'] as const;
export type EnterpriseSize = (typeof enterpriseSizes)[number];

/** The sixteen lines of the table. */
export const industries = [
  'agriculture',
  'manufacturing',
  'construction',
  'wholesale',
  'retail',
  'transport',
  'storage',
  'post',
  'lodging',
  'catering',
  'informationTransmission',
  'software',
  'realEstateDevelopment',
  'propertyManagement',
  'leasingAndBusinessServices',
  'other',
] as const;
export type Industry = (typeof industries)[number];

/** What an enterprise is measured by; each industry looks at one or two of them. Amounts in 分. */
export interface EnterpriseMeasures {
  readonly industry: Industry;
  readonly employees: number | null;
  readonly annualRevenueMinor: number | null;
  readonly totalAssetsMinor: number | null;
}

type Measure = Exclude<keyof EnterpriseMeasures, 'industry'>;
/** From which number on an enterprise counts as small, medium, large: the number itself is included (art. 7). */
type Steps = readonly [small: number, medium: number, large: number];

const WAN_MINOR = 1_000_000;
const wan = (small: number, medium: number, large: number): Steps => [
  small * WAN_MINOR,
  medium * WAN_MINOR,
  large * WAN_MINOR,
];
const staff = (small: number, medium: number, large: number): Steps => [small, medium, large];

const steps: Readonly<Record<Industry, Partial<Record<Measure, Steps>>>> = {
  agriculture: { annualRevenueMinor: wan(50, 500, 20_000) },
  manufacturing: { employees: staff(20, 300, 1000), annualRevenueMinor: wan(300, 2000, 40_000) },
  construction: {
    annualRevenueMinor: wan(300, 6000, 80_000),
    totalAssetsMinor: wan(300, 5000, 80_000),
  },
  wholesale: { employees: staff(5, 20, 200), annualRevenueMinor: wan(1000, 5000, 40_000) },
  retail: { employees: staff(10, 50, 300), annualRevenueMinor: wan(100, 500, 20_000) },
  transport: { employees: staff(20, 300, 1000), annualRevenueMinor: wan(200, 3000, 30_000) },
  storage: { employees: staff(20, 100, 200), annualRevenueMinor: wan(100, 1000, 30_000) },
  post: { employees: staff(20, 300, 1000), annualRevenueMinor: wan(100, 2000, 30_000) },
  lodging: { employees: staff(10, 100, 300), annualRevenueMinor: wan(100, 2000, 10_000) },
  catering: { employees: staff(10, 100, 300), annualRevenueMinor: wan(100, 2000, 10_000) },
  informationTransmission: {
    employees: staff(10, 100, 2000),
    annualRevenueMinor: wan(100, 1000, 100_000),
  },
  software: { employees: staff(10, 100, 300), annualRevenueMinor: wan(50, 1000, 10_000) },
  realEstateDevelopment: {
    annualRevenueMinor: wan(100, 1000, 200_000),
    totalAssetsMinor: wan(2000, 5000, 10_000),
  },
  propertyManagement: {
    employees: staff(100, 300, 1000),
    annualRevenueMinor: wan(500, 1000, 5000),
  },
  leasingAndBusinessServices: {
    employees: staff(10, 100, 300),
    totalAssetsMinor: wan(100, 8000, 120_000),
  },
  other: { employees: staff(10, 100, 300) },
};

export type EnterpriseSizing =
  | { readonly kind: 'sized'; readonly size: EnterpriseSize }
  | { readonly kind: 'unmeasured'; readonly missing: readonly Measure[] };

/**
 * The size of an enterprise. Every measure of its industry must reach a step for the step to be
 * reached, so the smallest of them decides; without one of them there is no size, never a guess.
 */
export function sizeEnterprise(measures: EnterpriseMeasures): EnterpriseSizing {
  const lines = Object.entries(steps[measures.industry]) as [Measure, Steps][];
  const missing = lines.map(([measure]) => measure).filter((name) => measures[name] === null);
  if (missing.length > 0) return { kind: 'unmeasured', missing };
  const ranks = lines.map(([measure, line]) => rankOf(measures[measure] ?? 0, line));
  return { kind: 'sized', size: enterpriseSizes[Math.min(...ranks)] ?? 'micro' };
}

function rankOf(value: number, line: Steps): number {
  return line.filter((step) => value >= step).length;
}
