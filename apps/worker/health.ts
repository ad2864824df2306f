import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Worker } from '@temporalio/worker';
import type { Pool } from 'pg';

/** Tells whether the worker polls and reaches its database. */
export async function serveHealth(
  host: string,
  port: number,
  worker: Worker,
  pool: Pool,
): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '', worker, pool).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

async function answer(
  url: string,
  worker: Worker,
  pool: Pool,
): Promise<{ status: number; body: object }> {
  if (url === '/health/live') return { status: 200, body: { status: 'alive' } };
  if (url !== '/health/ready')
    return { status: 404, body: { error: 'only /health/live and /health/ready' } };
  const polling = worker.getState() === 'RUNNING';
  const database = await pool.query('select 1').then(
    () => true,
    () => false,
  );
  return { status: polling && database ? 200 : 503, body: { polling, database } };
}
