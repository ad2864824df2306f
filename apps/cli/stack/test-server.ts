import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { programFolder } from './folder.js';
import { messageOf, pause } from './names.js';

/** Where the time-skipping test server is, or why there is none. */
export type TestServer =
  | { readonly kind: 'found'; readonly path: string; readonly source: string }
  | { readonly kind: 'missing'; readonly reason: string };

const programName = 'temporal-test-server';
const downloadWithinMs = 90_000;
const javaVersion = '1.35.0';
const copyGoal = 'org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies';

/**
 * Finds Temporal's time-skipping test server, in this order: AVAL_TEMPORAL_TEST_SERVER, the PATH, what was
 * fetched before, the Java library of the same server (Maven and Java), the SDK's own download.
 * Its path goes to `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type:
 * 'existing-path', path } } })`.
 */
export async function findTestServer(
  env: NodeJS.ProcessEnv = process.env,
  folder = programFolder,
): Promise<TestServer> {
  const named = env.AVAL_TEMPORAL_TEST_SERVER;
  if (named) {
    return existsSync(named)
      ? { kind: 'found', path: named, source: 'AVAL_TEMPORAL_TEST_SERVER' }
      : { kind: 'missing', reason: `AVAL_TEMPORAL_TEST_SERVER names ${named}, which is not there` };
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const known = [...folders, folder].map((place) => join(place, programName)).find(existsSync);
  if (known) return { kind: 'found', path: known, source: known };
  return fetchTestServer(folder);
}

async function fetchTestServer(folder: string): Promise<TestServer> {
  mkdirSync(folder, { recursive: true });
  const reasons: string[] = [];
  for (const [source, fetchFrom] of sources) {
    try {
      return { kind: 'found', path: await fetchFrom(folder), source };
    } catch (error) {
      reasons.push(`${source}: ${messageOf(error).split('\n')[0] ?? ''}`);
    }
  }
  return { kind: 'missing', reason: reasons.join('; ') };
}

const sources: readonly (readonly [string, (folder: string) => Promise<string>])[] = [
  [`Maven, io.temporal:temporal-test-server:${javaVersion}`, fetchFromMaven],
  ["the Temporal SDK's download", fetchFromSdk],
];

const project = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>aval</groupId><artifactId>test-server</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId><artifactId>${programName}</artifactId>
      <version>${javaVersion}</version>
    </dependency>
  </dependencies>
</project>
`;

/** Copies the server's Java libraries and writes a program that runs them. */
async function fetchFromMaven(folder: string): Promise<string> {
  if (process.platform === 'win32') throw new Error('the program is written for a POSIX shell');
  await promisify(execFile)('java', ['-version']);
  const draft = mkdtempSync(join(tmpdir(), 'aval-test-server-'));
  const libraries = `${programName}-${javaVersion}`;
  try {
    writeFileSync(join(draft, 'pom.xml'), project);
    const output = join(folder, `${libraries}.${process.pid}`);
    await promisify(execFile)(
      'mvn',
      // Strict checksums: a library that arrived damaged is refused.
      ['-q', '-B', '-C', copyGoal, '-DincludeScope=runtime', `-DoutputDirectory=${output}`],
      { cwd: draft, timeout: 300_000 },
    );
    settle(output, join(folder, libraries));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return writeProgram(folder, libraries);
}

/** Two runs may fetch at once: the second to finish keeps the first one's libraries. */
function settle(draft: string, wanted: string): void {
  try {
    renameSync(draft, wanted);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
}

function writeProgram(folder: string, libraries: string): string {
  const path = join(folder, programName);
  const draft = `${path}.${process.pid}`;
  const flags = '-XX:TieredStopAtLevel=1 -Xmx512m';
  writeFileSync(
    draft,
    `#!/bin/sh
exec java ${flags} -cp "$(dirname "$0")/${libraries}/*" io.temporal.testserver.TestServer "$@"
`,
  );
  chmodSync(draft, 0o755);
  renameSync(draft, path);
  return path;
}

async function fetchFromSdk(folder: string): Promise<string> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const starting = TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'cached-download', downloadDir: folder } },
  });
  const server = await Promise.race([starting, pause(downloadWithinMs)]);
  if (!server) throw new Error('it did not come in time');
  await server.teardown();
  const file = readdirSync(folder).find((name) => name.startsWith(`${programName}-sdk`));
  if (!file) throw new Error('it left no program');
  return join(folder, file);
}
