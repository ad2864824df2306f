import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { variables } from '#config/schema';
import { loadSettings, WrongSettings } from '#config/settings';

const least = { DATABASE_URL: 'postgresql://aval_app:secret@127.0.0.1:54330/aval' };
const folder = mkdtempSync(join(tmpdir(), 'aval-settings-'));
const profiles = join(folder, 'temporal.toml');
writeFileSync(profiles, '[profile.default]\n[profile.cloud]\naddress = "cloud.example:7233"\n');
const noFile = { TEMPORAL_CONFIG_FILE: profiles };
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const refusalOf = (env: Record<string, string>): string => {
  try {
    loadSettings(env);
  } catch (error) {
    if (error instanceof WrongSettings) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('the configuration', () => {
  test('needs only a database: everything else has the addresses of a local start', () => {
    const settings = loadSettings({ ...least, ...noFile });
    expect(settings.api).toEqual({ host: '127.0.0.1', port: 8800, url: 'http://127.0.0.1:8800' });
    expect(settings.temporal.connection.address).toBe('127.0.0.1:7233');
    expect(settings.partners.bank.url).toBe('http://127.0.0.1:8810');
    expect(settings.demonstration).toBe(false);
  });

  test('names every wrong variable at once, with the values it may hold', () => {
    const refusal = refusalOf({ AVAL_API_PORT: '99999', AVAL_DEMONSTRATION: 'perhaps' });
    expect(refusal).toContain('DATABASE_URL is missing: give a URL such as postgresql://');
    expect(refusal).toContain("AVAL_API_PORT is '99999': give a port, 1 to 65535.");
    expect(refusal).toContain("AVAL_DEMONSTRATION is 'perhaps': give true or false.");
  });

  test('never repeats a secret that is wrong', () => {
    const refusal = refusalOf({ ...least, ...noFile, AVAL_WEBHOOK_SECRET_BANK: 'hunter2' });
    expect(refusal).toContain('AVAL_WEBHOOK_SECRET_BANK is wrong');
    expect(refusal).not.toContain('hunter2');
  });

  test('keeps two webhook secrets while one is rotated out', () => {
    const settings = loadSettings({
      ...least,
      ...noFile,
      AVAL_WEBHOOK_SECRET_BANK: 'whsec_bmV3 whsec_b2xk',
    });
    expect(settings.partners.bank.webhookSecrets).toEqual(['whsec_bmV3', 'whsec_b2xk']);
  });

  test('takes an empty variable for an absent one', () => {
    expect(loadSettings({ ...least, ...noFile, AVAL_API_PORT: '' }).api.port).toBe(8800);
  });

  test('takes the Temporal address and key from the environment of the Temporal tools', () => {
    const { temporal } = loadSettings({
      ...least,
      ...noFile,
      TEMPORAL_ADDRESS: 'temporal.example:7233',
      TEMPORAL_NAMESPACE: 'guarantees',
      TEMPORAL_API_KEY: 'key',
    });
    expect(temporal.namespace).toBe('guarantees');
    expect(temporal.connection).toMatchObject({
      address: 'temporal.example:7233',
      apiKey: 'key',
      tls: true,
    });
  });

  test('refuses a Temporal profile that does not exist', () => {
    const env = { ...least, ...noFile, TEMPORAL_PROFILE: 'absent' };
    expect(refusalOf(env)).toContain('TEMPORAL_PROFILE or TEMPORAL_CONFIG_FILE');
  });

  test('takes the address that a named Temporal profile gives', () => {
    const { temporal } = loadSettings({ ...least, ...noFile, TEMPORAL_PROFILE: 'cloud' });
    expect(temporal.connection.address).toBe('cloud.example:7233');
  });

  test('refuses a Temporal configuration file that is not there', () => {
    expect(refusalOf({ ...least, TEMPORAL_CONFIG_FILE: '/nowhere.toml' })).toContain(
      "TEMPORAL_CONFIG_FILE is '/nowhere.toml'",
    );
  });

  test('cannot be changed once it is read', () => {
    const settings = loadSettings({ ...least, ...noFile });
    expect(Object.isFrozen(settings)).toBe(true);
    expect(Object.isFrozen(settings.partners.bank)).toBe(true);
  });

  test('has every variable explained in .env.example', () => {
    const example = readFileSync('.env.example', 'utf8');
    const unexplained = Object.keys(variables).filter((name) => !example.includes(`${name}=`));
    expect(unexplained).toEqual([]);
  });
});
