import { createHash } from 'node:crypto';
import { Problem } from './problem.js';

/** A strong ETag (RFC 9110, 8.8.3) of something that counts its versions. */
export function tagOfVersion(version: number): string {
  return `"${version}"`;
}

/** A strong ETag of something without a version: it changes with the content. */
export function tagOfContent(content: object): string {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('base64url');
  return `"${hash.slice(0, 22)}"`;
}

/**
 * Lets a mutation pass only when its author has seen what is there.
 * @throws Problem `preconditionRequired` without If-Match, `preconditionFailed` when it names another version.
 */
export function assertMatches(ifMatch: string | undefined, current: string): void {
  if (ifMatch === undefined) throw new Problem('preconditionRequired');
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (tags.includes('*') || tags.includes(current)) return;
  throw new Problem('preconditionFailed', { headers: { etag: current } });
}
