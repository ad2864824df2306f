import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { staff, type Role } from '#domain/lifecycle/tasks';

/** Who asks: a person or a machine, with the roles in the token. */
export interface Caller {
  /** The token's subject. */
  readonly person: string;
  readonly roles: readonly Role[];
}

/** A request after the access guard has let it pass. */
export type KnownRequest = FastifyRequest & { caller?: Caller };

/** Hands the caller to a controller's method. */
export const FromCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<KnownRequest>();
  if (caller === undefined) throw new Error('a public route asks who its caller is');
  return caller;
});

/** Applicants and partners see what they submitted themselves; the house sees everything. */
export function ownSubmissionsOnly(caller: Caller): string | null {
  const ofTheHouse: readonly Role[] = staff;
  return caller.roles.some((role) => ofTheHouse.includes(role)) ? null : caller.person;
}
