import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { testStack } from '../stack/stack.js';
import { application, call, openBook, tokenOf } from './client.js';

interface ProblemBody {
  type: string;
  code: string;
  status: number;
  errors?: { parameter?: string; pointer?: string; message: string }[];
}

beforeAll(openBook);

const keyed = () => ({ 'idempotency-key': randomUUID() });

describe('the API', () => {
  test('says what it offers, as committed', async () => {
    const served = await call(null, 'GET', '/openapi.json');
    const committed: unknown = JSON.parse(await readFile('apps/api/openapi.json', 'utf8'));
    expect(served.body).toEqual(committed);
  });

  test('declares every refusal that any request can meet', async () => {
    const { body } = await call<{
      paths: Record<string, Record<string, { responses: object; security?: object }>>;
    }>(null, 'GET', '/openapi.json');
    const operations = Object.values(body.paths).flatMap((path) => Object.entries(path));
    for (const [method, { responses, security }] of operations) {
      const declared = Object.keys(responses);
      expect(declared).toContain('400');
      if (method !== 'get') expect(declared).toContain('413');
      if (security !== undefined) {
        expect(declared).toEqual(expect.arrayContaining(['401', '403', '503']));
        if (method !== 'get') expect(declared).toContain('415');
      }
    }
  });

  test('has a reference page that loads nothing from elsewhere', async () => {
    const page = await call<string>(null, 'GET', '/docs');
    expect(page.status).toBe(200);
    expect(page.body).toContain('swagger-ui');
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test('is alive and ready: database, Temporal and a worker are there', async () => {
    expect((await call(null, 'GET', '/health/live')).status).toBe(200);
    const ready = await call<{ checks: object }>(null, 'GET', '/health/ready');
    expect([ready.status, ready.body.checks]).toEqual([
      200,
      { database: true, temporal: true, worker: true },
    ]);
  });

  test('shows its metrics to operations, with routes by their pattern', async () => {
    const metrics = await call<string>('operations-1', 'GET', '/metrics');
    expect(metrics.body).toContain('aval_lag_seconds{what="inbox"}');
    expect(metrics.body).toMatch(/aval_http_request_seconds_count\{method="GET",route="\/health/);
    expect((await call('applicant-1', 'GET', '/metrics')).status).toBe(403);
  });
});

describe('without the right', () => {
  test('nobody gets in: no token, a forged one, one meant for others', async () => {
    const token = await tokenOf('officer-1');
    const forged = `${token.slice(0, -4)}AAAA`;
    for (const authorization of ['', 'Bearer nonsense', `Bearer ${forged}`, `Basic ${token}`]) {
      const answer = await call<ProblemBody>(null, 'GET', '/guarantees', undefined, {
        authorization,
      });
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  test('a role does not reach beyond itself', async () => {
    const answers = await Promise.all([
      call('applicant-1', 'GET', '/tasks'),
      call('officer-1', 'PUT', '/books/other', {}),
      call('officer-1', 'POST', '/guarantees/AV00000001/clock', { to: '2030-01-01T00:00:00Z' }),
      call('auditor-1', 'POST', '/applications', application(), keyed()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });
});

describe('what cannot be read is refused, and never breaks anything:', () => {
  test.each([
    ['no JSON', '{"book":', 400, 'malformedRequest'],
    ['an empty body', '', 400, 'malformedRequest'],
    ['a NUL in a text', JSON.stringify({ book: 'a\u0000b' }), 400, 'malformedRequest'],
    ['half a surrogate pair', '{"book":"\\ud800"}', 400, 'malformedRequest'],
    ['a number beyond numbers', '{"amountMinor":1e999}', 400, 'malformedRequest'],
    ['a prototype', '{"__proto__":{"a":1}}', 400, 'malformedRequest'],
    [
      'a body nested without end',
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
      400,
      'malformedRequest',
    ],
    ['a list', '[]', 422, 'invalidRequest'],
    ['a body of two mebibytes', JSON.stringify('x'.repeat(2 << 20)), 413, 'payloadTooLarge'],
  ])('%s', async (_, body, status, code) => {
    const answer = await call<ProblemBody>('officer-1', 'POST', '/applications', body, keyed());
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test.each([
    ['an unknown case', 'GET', '/guarantees/AV99999999', 404, 'notFound'],
    ['a number that cannot be', 'GET', '/guarantees/%00', 404, 'notFound'],
    ['an address that cannot be decoded', 'GET', '/guarantees/%zz', 400, 'malformedRequest'],
    ['a method not offered', 'DELETE', '/guarantees', 405, 'methodNotAllowed'],
    [
      'a method not offered of one case',
      'PATCH',
      '/guarantees/AV00000001',
      405,
      'methodNotAllowed',
    ],
    ['an unknown address', 'GET', '/no-such-door', 404, 'notFound'],
    ['an unknown sorting', 'GET', '/guarantees?sort=colour', 400, 'invalidParameter'],
    ['a limit that is no number', 'GET', '/guarantees?limit=many', 400, 'invalidParameter'],
    ['a parameter given twice', 'GET', '/guarantees?book=a&book=b', 400, 'invalidParameter'],
    ['a NUL in a parameter', 'GET', '/guarantees?text=%00', 400, 'invalidParameter'],
    ['a cursor of another kind', 'GET', '/guarantees?cursor=bm9uc2Vuc2U', 400, 'cursorInvalid'],
    [
      'a page beyond all',
      'GET',
      '/guarantees/AV00000001/events?after=1e30',
      400,
      'invalidParameter',
    ],
  ])('%s', async (_, method, path, status, code) => {
    const answer = await call<ProblemBody>('officer-1', method, path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test.each([
    ['/guarantees?stagee=approval', 'stagee', 'stage'],
    ['/tasks?rol=risk', 'rol', 'role'],
    ['/guarantees/AV00000001/facts?page=2', 'page', 'after'],
    ['/portfolio/summary?books=a', 'books', 'book'],
    ['/books?limit=1', 'limit', 'no parameters'],
    ['/health/live?verbose=1', 'verbose', 'no parameters'],
  ])('a parameter that nobody would read: %s', async (path, parameter, known) => {
    const { status, body } = await call<ProblemBody>('officer-1', 'GET', path);
    expect([status, body.code]).toEqual([400, 'invalidParameter']);
    expect(body.errors).toEqual([
      { parameter, message: expect.stringContaining(known) as unknown as string },
    ]);
  });

  test('a field that nobody would read', async () => {
    const body = { ...application({ ammountMinor: 1 }), applicant: { nme: 'x' } };
    const answer = await call<ProblemBody>('officer-1', 'POST', '/applications', body, keyed());
    expect([answer.status, answer.body.code]).toEqual([422, 'invalidRequest']);
    const pointers = answer.body.errors?.map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/ammountMinor', '/applicant/nme']));
  });

  test('a content type that is not JSON', async () => {
    const answer = await call<ProblemBody>('officer-1', 'POST', '/applications', 'a=b', {
      ...keyed(),
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupportedMediaType']);
  });
});

test('every problem leads to its explanation, and every code is in the documentation', async () => {
  const { body } = await call<{ items: { code: string }[] }>(null, 'GET', '/problems');
  const documentation = await readFile('docs/api.md', 'utf8');
  for (const { code } of body.items) {
    expect(documentation).toContain(`\`${code}\``);
    expect((await call(null, 'GET', `/problems/${code}`)).status).toBe(200);
  }
  const refused = await call<ProblemBody>(null, 'GET', '/guarantees');
  expect((await fetch(testStack().urls.api + refused.body.type)).status).toBe(200);
});
