import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessDateOf } from '#domain/calendar/instant';
import { reportBottlenecks } from '#mining/bottlenecks/bottleneck-report';
import { readOwnWaits } from '../../apps/cli/bottlenecks/own-waits.js';
import { tryPolicyFile } from '../../apps/cli/commands/policy.js';
import { drawPortfolio } from '../../apps/cli/portfolio/portfolio.js';
import { liveCase } from '../../apps/cli/world/live-case.js';
import { manyAtOnce } from '../../apps/cli/world/many-at-once.js';
import { openStand, type Stand } from '../lifecycle/stand.js';

const patienceMs = 600_000;
const everyCase = 3;

describe('a played portfolio', () => {
  let stand: Stand;
  let book = '';
  let folder = '';
  const rulesFile = (rules: object): string => {
    const file = join(folder, 'rules.json');
    writeFileSync(file, JSON.stringify(rules));
    return file;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aval-policy-'));
    stand = await openStand();
    book = await stand.bookOf('bao-wei-dai');
    const today = businessDateOf(new Date().toISOString(), 'Asia/Shanghai');
    const scripts = drawPortfolio({ book, seed: 4, today })
      .filter(({ clock }) => clock === 'driven')
      .filter((_, n) => n % everyCase === 0);
    await manyAtOnce(scripts, { concurrency: 6 }, async (script) => {
      await liveCase(stand.world, script);
    });
  }, patienceMs);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await stand.close();
  });

  test('an unchanged policy reproduces every decision', async () => {
    const effect = await tryPolicyFile(stand.world.database, rulesFile({}), { book });
    expect(effect.cases).toBeGreaterThan(10);
    expect(effect.unfaithful).toEqual([]);
    expect(effect.flips).toEqual([]);
    expect(effect.totals['CNY']?.after).toEqual(effect.totals['CNY']?.before);
    expect(effect.totals['CNY']?.before.accepted).toBeGreaterThan(5);
  });

  test('without automatic approval the same cases are people’s work, of whom nobody was asked', async () => {
    const authority = { rows: [{ amountMaxMinor: null, path: 'officer' }] };
    const { totals, flips } = await tryPolicyFile(stand.world.database, rulesFile({ authority }), {
      book,
    });
    const { before, after } = totals['CNY'] ?? {};
    expect(after?.workload.automatic).toBe(0);
    expect(flips).toHaveLength(before?.workload.automatic ?? NaN);
    expect(flips.every(({ reasonCodes }) => reasonCodes.includes('noReports'))).toBe(true);
  });

  test('twice the price is twice the premium of every product that prices by grade', async () => {
    const pricing = {
      minimumMinor: 0,
      capRateBps: null,
      rates: [{ tenorMonthsMax: null, premiumRateBps: 200 }],
    };
    const half = { ...pricing, rates: [{ tenorMonthsMax: null, premiumRateBps: 100 }] };
    const at = async (rules: object) =>
      (await tryPolicyFile(stand.world.database, rulesFile({ pricing: rules }), { book })).totals[
        'CNY'
      ]?.after;
    const [dear, cheap] = [await at(pricing), await at(half)];
    expect(dear?.premiumMinor).toBeGreaterThan(0);
    expect(
      Math.abs((dear?.premiumMinor ?? 0) - 2 * (cheap?.premiumMinor ?? 0)),
    ).toBeLessThanOrEqual(2 * (dear?.accepted ?? 0));
  });

  test('its waits are typed, and the loan’s term is nobody’s delay', async () => {
    const { waits, amountsMinor } = await readOwnWaits(stand.world.database, { book });
    const lastMs = waits.reduce((last, { toMs, fromMs }) => Math.max(last, toMs ?? fromMs), 0);
    const report = reportBottlenecks(waits, { asOfMs: lastMs, amountsMinor, seeds: 2 });
    const term = report.rankings.waits.byDelay.find(({ place }) => place.includes('repayment'));
    expect(term?.agreedS).toBeGreaterThan(300 * 86_400);
    expect(term?.delayS).toBe(0);
    const parties = new Set(waits.map(({ party }) => party));
    expect([...parties]).toEqual(expect.arrayContaining(['agreement', 'us', 'bank', 'bureau']));
    expect(report.backTest).not.toBeNull();
  });
});
