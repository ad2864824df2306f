import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../http/problem.js';
import { permission, type Permission } from './allow.js';
import type { Caller, KnownRequest } from './caller.js';
import { TokenVerifier } from './token-verifier.js';

/** Stands before every route: refused unless the route's permission names a role of the caller. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed = this.reflector.getAllAndOverride<Permission | undefined>(permission, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (needed === 'public') return true;
    const request = context.switchToHttp().getRequest<KnownRequest>();
    const caller = await this.tokens.verify(request.headers.authorization);
    assertAllowed(caller, needed ?? []);
    request.caller = caller;
    return true;
  }
}

function assertAllowed(caller: Caller, needed: readonly string[]): void {
  if (caller.roles.some((role) => needed.includes(role))) return;
  throw new Problem('forbidden', { detail: `One of these roles is needed: ${needed.join(', ')}.` });
}
