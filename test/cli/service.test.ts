import { expect, test } from '@jest/globals';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Service, type ServiceSpec } from '../../apps/cli/stack/service.js';

const crashing = `echo 'panic: no port' >&2; for i in $(seq 20); do echo "frame $i" >&2; done; exit 2`;

/** A service whose program crashes at its first start, and runs from the second on. */
function serviceThatStumbles(attempts: number): { service: Service; said: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'aval-service-'));
  const said: string[] = [];
  const spec: ServiceSpec = {
    name: 'temporal',
    command: '/bin/sh',
    args: ['-c', `if mkdir met 2>/dev/null; then ${crashing}; else touch runs; exec sleep 60; fi`],
    env: process.env,
    cwd: folder,
    ipc: false,
    stopSignal: 'SIGTERM',
    logPath: join(folder, 'service.log'),
    attempts,
    answers: () => Promise.resolve(service.pid !== undefined && existsSync(join(folder, 'runs'))),
  };
  const service: Service = new Service(spec, {
    say: (line) => said.push(line),
    watchdog: {
      pid: undefined,
      watch: () => undefined,
      forget: () => undefined,
      release: () => Promise.resolve(),
    },
    changed: () => undefined,
    gaveUp: () => undefined,
    mayDieAMinute: 6,
  });
  return { service, said };
}

test('a server that ends while it is starting is started once more, and what it died of is said', async () => {
  const { service, said } = serviceThatStumbles(2);
  await service.start();
  expect(service.isUp).toBe(true);
  expect(said.join('\n')).toContain('panic: no port');
  expect(said.join('\n')).toContain('temporal is started once more.');
  await service.stop();
});

test('a server that is given one start fails with what it died of', async () => {
  const { service } = serviceThatStumbles(1);
  await expect(service.start()).rejects.toThrow(/stopped while it was starting[^]*panic: no port/);
});
