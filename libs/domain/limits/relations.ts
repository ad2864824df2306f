/** How a declared party is related to the applicant. */
export const relationKinds = [
  'parent',
  'subsidiary',
  'commonControl',
  'keyPerson',
  'family',
  'other',
] as const;
export type RelationKind = (typeof relationKinds)[number];

/** Somebody whom an applicant names, by the number that is unique to it: 统一社会信用代码, identity number. */
export interface NamedParty {
  readonly name: string;
  readonly registrationNo: string;
}

/**
 * Who controls the applicant and who is related to it, as the application declares. The purpose is one alone: the
 * guarantees of related debtors are summed (国令683 art. 16).
 */
export interface DeclaredRelations {
  readonly controller?: NamedParty;
  readonly relatedParties?: readonly (NamedParty & { readonly relation: RelationKind })[];
}

/** What ties customers into one group of related debtors. */
export const linkKinds = ['relatedGroup', 'relatedParty', 'controller'] as const;
export interface Link {
  readonly kind: (typeof linkKinds)[number];
  /** The code or registration number that ties all who declare it. */
  readonly value: string;
}

/** What is wrong with declared relations, by field of the application. */
export function problemsOfRelations(
  { controller, relatedParties = [] }: DeclaredRelations,
  applicantNo: string,
): { readonly field: string; readonly message: string }[] {
  const own = 'is the applicant itself';
  const twice = 'is named twice';
  const numbers = relatedParties.map(({ registrationNo }) => registrationNo);
  return [
    ...(controller?.registrationNo === applicantNo
      ? [{ field: 'controller/registrationNo', message: own }]
      : []),
    ...numbers.flatMap((number, at) => {
      const field = `relatedParties/${at}/registrationNo`;
      if (number === applicantNo) return [{ field, message: own }];
      return numbers.indexOf(number) < at ? [{ field, message: twice }] : [];
    }),
  ];
}

/**
 * The links that a declaration makes. A controller is a related party too: who is one's controller and another's related
 * party ties both.
 */
export function linksOf(
  relatedGroup: string | null,
  { controller, relatedParties = [] }: DeclaredRelations,
): Link[] {
  const parties = [...(controller === undefined ? [] : [controller]), ...relatedParties];
  const numbers = [...new Set(parties.map(({ registrationNo }) => registrationNo))];
  return [
    ...(relatedGroup === null ? [] : [{ kind: 'relatedGroup' as const, value: relatedGroup }]),
    ...(controller === undefined
      ? []
      : [{ kind: 'controller' as const, value: controller.registrationNo }]),
    ...numbers.map((value) => ({ kind: 'relatedParty' as const, value })),
  ];
}
