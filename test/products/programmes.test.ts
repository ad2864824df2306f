import { describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decideShares, whyIneligible } from '#domain/programmes/eligibility';
import { describeProblem } from '#products/pack-problem';
import {
  listProgrammes,
  loadProgramme,
  readProgrammeFolder,
} from '#products/programmes/load-programme';
import { programmeCommand } from '../../apps/cli/commands/programme.js';

const folderOf = (name: string) =>
  fileURLToPath(new URL(`../../libs/products/programmes/${name}`, import.meta.url));

/** The problems of a shipped programme after somebody has edited it. */
function problemsAfter(name: string, edit: (programme: Editable) => void): string[] {
  const parent = mkdtempSync(join(tmpdir(), 'aval-programme-'));
  const programme = JSON.parse(
    readFileSync(join(folderOf(name), 'programme.json'), 'utf8'),
  ) as Editable;
  edit(programme);
  mkdirSync(join(parent, name));
  writeFileSync(join(parent, name, 'programme.json'), JSON.stringify(programme));
  const reading = readProgrammeFolder(join(parent, name));
  rmSync(parent, { recursive: true });
  return reading.kind === 'broken' ? reading.problems.map(describeProblem) : [];
}

interface Editable {
  version: string;
  leastBankBps: number;
  shares: { party: string; role: string; shareBps: number }[];
  payout: { steps: { party: string; does: string }[] };
  payoutCap: { warningBps: number } | null;
  batch: object | null;
  eligibility: { rules: { field: string; value?: unknown }[] };
}

const sharesOf = (name: string) =>
  Object.fromEntries(loadProgramme(name).shares.map(({ party, shareBps }) => [party, shareBps]));

describe('the programmes that ship', () => {
  test('are sound and sum to the whole', () => {
    for (const name of listProgrammes()) {
      expect(readProgrammeFolder(folderOf(name))).toMatchObject({ kind: 'loaded' });
    }
  });

  test('share the risk as they are agreed', () => {
    const split = { nationalFund: 2000, reGuarantor: 2000, guarantor: 4000, bank: 2000 };
    expect(sharesOf('standard')).toEqual(split);
    expect(sharesOf('zong-dui-zong')).toEqual(split);
    expect(sharesOf('anhui-4321')).toEqual({
      ...{ guarantor: 4000, reGuarantor: 3000, bank: 2000, government: 1000 },
    });
    expect(sharesOf('hunan-4321')).toEqual({
      ...{ reGuarantor: 4000, guarantor: 3000, bank: 2000, government: 1000 },
    });
    expect(sharesOf('sba-7a')).toEqual({ guarantor: 10_000 });
    expect(loadProgramme('sba-7a')).toMatchObject({ currency: 'USD', regime: 'none' });
  });

  test('of science and innovation bear 40, 35 or 30 by tier', () => {
    const programme = loadProgramme('science-and-innovation');
    const national = (facts: Record<string, string | boolean>) =>
      decideShares(facts, programme).shares.find(({ party }) => party === 'nationalFund')?.shareBps;
    expect(national({ science: true, enterpriseSize: 'micro' })).toBe(4000);
    expect(national({ science: true, enterpriseSize: 'small' })).toBe(3500);
    expect(national({ science: true, enterpriseSize: 'medium' })).toBe(3000);
  });

  test('say whom they are for', () => {
    const standard = loadProgramme('standard');
    const loanMinor = 1_000_000_000;
    expect(whyIneligible({ enterpriseSize: 'micro', loanMinor }, standard)).toEqual([]);
    expect(whyIneligible({ farmer: true, loanMinor }, standard)).toEqual([]);
    expect(whyIneligible({ enterpriseSize: 'large', loanMinor: loanMinor + 1 }, standard)).toEqual([
      { code: 'programmeAmountTooLarge', field: 'loanMinor' },
      { code: 'notForThisApplicant', field: null },
    ]);
  });

  test('are found again by identity, and never replaced by another content', () => {
    const standard = loadProgramme('standard');
    expect(loadProgramme('standard', standard.identity)).toBe(standard);
    expect(() => loadProgramme('standard', 'standard@2026.1+000000000000')).toThrow(
      'changed in place',
    );
    expect(() => loadProgramme('fair')).toThrow('there are agricultural');
  });
});

describe('a programme that somebody got wrong', () => {
  test.each<[string, string, (programme: Editable) => void, string]>([
    [
      'its shares do not sum to the whole',
      'standard',
      ({ shares }) => {
        for (const share of shares) if (share.party === 'guarantor') share.shareBps = 3900;
      },
      'programme.json: shares: must sum to 10000 (they sum to 9900)',
    ],
    [
      'the bank bears too little',
      'standard',
      (programme) => (programme.leastBankBps = 2500),
      'programme.json: shares: must leave the bank at least 2500 (leaves 2000)',
    ],
    [
      'a role is none',
      'standard',
      ({ shares }) => {
        for (const share of shares) if (share.party === 'bank') share.role = 'lender';
      },
      'programme.json: shares[3].role: must be one of "bank", "guarantor", "reGuarantor", "government" (is "lender")',
    ],
    [
      'the bank is not last',
      'standard',
      ({ payout }) => payout.steps.unshift(...payout.steps.splice(-1)),
      'programme.json: payout.steps: must end with the bank, which retains its part',
    ],
    [
      'a cap without batches',
      'standard',
      (programme) => {
        const { payoutCap } = loadProgramme('zong-dui-zong');
        programme.payoutCap = payoutCap === null ? null : { ...payoutCap };
      },
      'programme.json: payoutCap: needs the mode "batch": a cap is agreed by framework; otherwise null',
    ],
    [
      'the warning comes after the stop',
      'zong-dui-zong',
      ({ payoutCap }) => {
        if (payoutCap !== null) payoutCap.warningBps = 9500;
      },
      'programme.json: payoutCap.warningBps: must be at most 9000, stopBps',
    ],
    [
      'batches without their terms',
      'zong-dui-zong',
      (programme) => (programme.batch = null),
      'programme.json: batch: is for programmes with the mode "batch", and null for others',
    ],
    [
      'a rule compares an amount with a word',
      'standard',
      ({ eligibility }) => {
        for (const rule of eligibility.rules) rule.value = 'much';
      },
      'programme.json: eligibility.rules[0].value: "atMost" needs a number',
    ],
    [
      'the version is no version',
      'standard',
      (programme) => (programme.version = 'new'),
      'programme.json: version: must be a year and a number, such as "2026.1" (is "new")',
    ],
  ])('%s', (_what, name, edit, problem) => {
    expect(problemsAfter(name, edit)).toContain(problem);
  });

  test('is named in words by `aval programme check`', async () => {
    const printed: string[] = [];
    const command = programmeCommand((text) => printed.push(text)).exitOverride();
    await command.parseAsync(['check', folderOf('standard')], { from: 'user' });
    expect(printed.join()).toContain('sound, standard@2026.1+');
    const empty = mkdtempSync(join(tmpdir(), 'aval-programme-'));
    await expect(command.parseAsync(['check', empty], { from: 'user' })).rejects.toThrow(
      'the programme is not sound',
    );
    rmSync(empty, { recursive: true });
    await command.parseAsync(['list', '--json'], { from: 'user' });
    const { programmes } = JSON.parse(printed.at(-1) ?? '') as {
      programmes: { programme: string }[];
    };
    expect(programmes.map(({ programme }) => programme)).toEqual(listProgrammes());
  });
});
