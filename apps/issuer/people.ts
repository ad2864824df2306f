import { roles, type Role } from '#domain/lifecycle/tasks';

/** Roles that need more than one person: a quorum, or a maker and a checker. */
const crowds: Partial<Record<Role, number>> = {
  officer: 2,
  risk: 2,
  claims: 2,
  finance: 2,
  council: 4,
};

/** Risk's seat in the council, which carries the veto. */
const riskSeat = ['council-risk', ['council', 'risk']] as const;

/** The demonstration's people: `officer-1`, `council-3`, …, each with the one role of the name; and risk's seat. */
export const people: ReadonlyMap<string, readonly Role[]> = new Map([
  ...roles.flatMap((role) =>
    Array.from({ length: crowds[role] ?? 1 }, (_, index): [string, readonly Role[]] => [
      `${role}-${index + 1}`,
      [role],
    ]),
  ),
  riskSeat,
]);

/** The demonstration's machines, by client credentials. */
export const machines: ReadonlyMap<string, readonly Role[]> = new Map([
  ['aval-operations', ['operations']],
  ['aval-partner', ['partner']],
  ['aval-auditor', ['auditor']],
]);
