import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
import type { Role } from '#domain/lifecycle/tasks';
import { problemResponse } from '../reference/problem-response.js';

export { staff } from '#domain/lifecycle/tasks';

export const permission = 'aval:permission';

export type Permission = readonly Role[] | 'public';

/** Lets callers with one of these roles use the route. A route without a permission is refused to everyone. */
export function Allow(...roles: readonly Role[]): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(permission, roles),
    ApiBearerAuth(),
    ApiResponse(problemResponse(401, 'unauthenticated')),
    ApiResponse(problemResponse(403, 'forbidden')),
  );
}

/** Lets everyone use the route, without a token. */
export function Public(): ClassDecorator & MethodDecorator {
  return SetMetadata(permission, 'public' satisfies Permission);
}
