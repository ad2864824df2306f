import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { assertParameters } from './request-schema-pipe.js';

/**
 * Refuses query parameters where an operation takes none; where it takes some, its schema knows which. Webhooks are let
 * through: what partners add to an address of theirs changes nothing.
 */
@Injectable()
export class NoStrayParameters implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { query, routeOptions } = context.switchToHttp().getRequest<FastifyRequest>();
    const given = Object.keys(query ?? {});
    if (given.length === 0 || routeOptions.url === '/webhooks/:partner') return true;
    if (!takesQuery(context)) assertParameters(given, []);
    return true;
  }
}

/** Does the controller's method have a parameter of `@Query`? Nest notes each as `<kind>:<index>`. */
function takesQuery(context: ExecutionContext): boolean {
  const noted: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  );
  return Object.keys(noted ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
