/** The demonstration's people: several for each role, so that maker and checker are never one person. */
import { roles, type Role } from '#domain/lifecycle/tasks';

export interface Person {
  readonly id: string;
  readonly roles: readonly Role[];
}

export class People {
  constructor(readonly all: readonly Person[]) {}

  /** Everybody who holds the role, in a fixed order. */
  holding(role: string): readonly Person[] {
    return this.all.filter(({ roles }) => (roles as readonly string[]).includes(role));
  }

  get applicant(): Person {
    return this.one('applicant');
  }

  get operations(): Person {
    return this.one('operations');
  }

  one(role: Role): Person {
    const [person] = this.holding(role);
    if (person === undefined) throw new Error(`nobody in the demonstration holds the role ${role}`);
    return person;
  }
}

/** How many hold each role, where it is not one: a quorum, or a maker and a checker. */
const crowds: Partial<Record<Role, number>> = {
  officer: 2,
  risk: 2,
  claims: 2,
  finance: 2,
  council: 4,
};

/** Risk's seat in the council, which carries the veto. */
const riskSeat: Person = { id: 'council-risk', roles: ['council', 'risk'] };

/** Whom the embedded issuer knows: `officer-1`, `officer-2`, …, and risk's seat in the council. */
export const demonstrationPeople = new People([
  ...roles.flatMap((role) =>
    Array.from({ length: crowds[role] ?? 1 }, (_, index) => ({
      id: `${role}-${index + 1}`,
      roles: [role],
    })),
  ),
  riskSeat,
]);
