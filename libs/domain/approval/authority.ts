/** Who decides, from the lightest to the heaviest. */
export const approvalPathKinds = [
  'automatic',
  'officer',
  'officerAndRisk',
  'council',
  'board',
] as const;
export type ApprovalPathKind = (typeof approvalPathKinds)[number];

/** How the council votes. */
export interface CouncilRules {
  readonly members: number;
  /** Votes that must be cast, abstentions included, for a vote to count at all. */
  readonly quorum: number;
  readonly votesToPass: number;
  /** The role whose holder may veto, and must have been heard; `null`: nobody may. */
  readonly vetoRole: string | null;
}

export type ApprovalPath =
  | { readonly kind: 'automatic' }
  | { readonly kind: 'officer' }
  | { readonly kind: 'officerAndRisk' }
  | ({ readonly kind: 'council' } & CouncilRules)
  | { readonly kind: 'board' };

/** One row of the matrix: amounts up to and including `amountMaxMinor` of these grades. */
export interface AuthorityRow {
  /** `null`: every larger amount. */
  readonly amountMaxMinor: number | null;
  /** Absent: every grade, and products without one. */
  readonly grades?: readonly string[];
  readonly path: ApprovalPathKind;
}

/** What the stages before can find that makes a decision weightier. */
export const authorityFlags = [
  'relatedToGuarantor',
  'listHitCleared',
  'creditFlagged',
  'scoreReferred',
  'reportsDivided',
  'reconsidered',
  'nearLimit',
] as const;
export type AuthorityFlagName = (typeof authorityFlags)[number];

/** A circumstance that takes a case at least to that path (`relatedToGuarantor` to the board). */
export interface AuthorityFlag {
  readonly flag: AuthorityFlagName;
  readonly atLeast: ApprovalPathKind;
  readonly source: string;
}

export interface AuthorityMatrix {
  readonly rows: readonly AuthorityRow[];
  readonly flags: readonly AuthorityFlag[];
  readonly council: CouncilRules;
}

export interface AuthorityRequest {
  /** The guaranteed amount asked for. */
  readonly amountMinor: number;
  readonly grade: string | null;
  /** What the stages before found. */
  readonly flags: readonly AuthorityFlagName[];
}

export interface Authority {
  readonly path: ApprovalPath;
  /** The flags that made the path heavier than amount and grade alone. */
  readonly raisedBy: readonly AuthorityFlagName[];
}

/**
 * Who must decide a case: the first row that fits amount and grade, raised by flags. What no row
 * covers goes to the board, because the strictest path is the only safe default.
 */
export function authorityFor(request: AuthorityRequest, matrix: AuthorityMatrix): Authority {
  const row = matrix.rows.find((candidate) => covers(candidate, request));
  const byAmount = row?.path ?? 'board';
  const raising = matrix.flags.filter(
    ({ flag, atLeast }) => request.flags.includes(flag) && weight(atLeast) > weight(byAmount),
  );
  const kind = raising.map(({ atLeast }) => atLeast).reduce(heavierOf, byAmount);
  return { path: pathOf(kind, matrix.council), raisedBy: raising.map(({ flag }) => flag) };
}

function covers(row: AuthorityRow, request: AuthorityRequest): boolean {
  const gradeFits =
    row.grades === undefined || (request.grade !== null && row.grades.includes(request.grade));
  return gradeFits && request.amountMinor <= (row.amountMaxMinor ?? Infinity);
}

function pathOf(kind: ApprovalPathKind, council: CouncilRules): ApprovalPath {
  return kind === 'council' ? { kind, ...council } : { kind };
}

function heavierOf(left: ApprovalPathKind, right: ApprovalPathKind): ApprovalPathKind {
  return weight(right) > weight(left) ? right : left;
}

function weight(kind: ApprovalPathKind): number {
  return approvalPathKinds.indexOf(kind);
}
