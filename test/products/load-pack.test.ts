import { describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { approvalPathKinds, authorityFor } from '#domain/approval/authority';
import { priceGuarantee } from '#domain/premium/price-guarantee';
import { lastingTasks, taskKinds } from '#domain/lifecycle/tasks';
import { waitNames } from '#domain/calendar/timetable';
import { listPacks, loadPack, readPackFolder } from '#products/load-pack';
import { describeProblem } from '#products/pack-problem';
import { skipsStage } from '#products/pack';

const productsFolder = fileURLToPath(new URL('../../libs/products/', import.meta.url));

/** The problems of a shipped pack after somebody has edited it. */
function problemsAfter(edit: (texts: { pack: string; form: string }) => Partial<Texts>): string[] {
  const folder = join(mkdtempSync(join(tmpdir(), 'aval-pack-')), 'bao-wei-dai');
  try {
    cpSync(join(productsFolder, 'bao-wei-dai'), folder, { recursive: true });
    const [packFile, formFile] = [join(folder, 'pack.json'), join(folder, 'form.schema.json')];
    const texts = { pack: readFileSync(packFile, 'utf8'), form: readFileSync(formFile, 'utf8') };
    const edited = { ...texts, ...edit(texts) };
    writeFileSync(packFile, edited.pack);
    writeFileSync(formFile, edited.form);
    const reading = readPackFolder(folder);
    return reading.kind === 'broken' ? reading.problems.map(describeProblem) : [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Texts {
  readonly pack: string;
  readonly form: string;
}

/** Replaces a part of pack.json, which must be there, whatever the white space. */
const inPack =
  (before: string, after: string) =>
  ({ pack }: Texts) => {
    const [text, part] = [JSON.stringify(JSON.parse(pack)), unspaced(before)];
    if (!text.includes(part)) throw new Error(`the pack has no ${before}`);
    return { pack: text.replace(part, unspaced(after)) };
  };

/** A short piece of JSON as `JSON.stringify` writes it. */
function unspaced(json: string): string {
  return json.replace(/([:,{[]) +/g, '$1').replace(/ +([}\]])/g, '$1');
}

describe('product packs', () => {
  test('every shipped pack is sound', () => {
    expect(listPacks()).toEqual(expect.arrayContaining(['bao-wei-dai', 'sba-7a', 'zhu-nong-dai']));
    for (const product of listPacks()) {
      expect(readPackFolder(join(productsFolder, product))).toMatchObject({ kind: 'loaded' });
    }
  });

  test('a pack is frozen to its last leaf and loaded once', () => {
    const pack = loadPack('bao-wei-dai');
    expect(Object.isFrozen(pack.pricing.rates[0])).toBe(true);
    expect(loadPack('bao-wei-dai')).toBe(pack);
  });

  test('a case finds its pack again by version or by whole identity', () => {
    const pack = loadPack('zhu-nong-dai');
    expect(loadPack('zhu-nong-dai', pack.version)).toBe(pack);
    expect(loadPack('zhu-nong-dai', pack.identity)).toBe(pack);
    expect(pack.identity).toMatch(/^zhu-nong-dai@2026\.1\+[0-9a-f]{12}$/);
  });

  test('a version that is not there, or whose content was changed, is never replaced by another', () => {
    expect(() => loadPack('zhu-nong-dai', '1999.1')).toThrow('1999.1');
    expect(() => loadPack('zhu-nong-dai', 'zhu-nong-dai@2026.1+000000000000')).toThrow(
      'changed in place',
    );
    expect(() => loadPack('no-such-product')).toThrow('there are bao-wei-dai');
  });

  test('the order of keys does not change the identity, any value does', () => {
    const identityOf = (edit: (texts: Texts) => Partial<Texts>) => {
      const folder = join(mkdtempSync(join(tmpdir(), 'aval-pack-')), 'bao-wei-dai');
      cpSync(join(productsFolder, 'bao-wei-dai'), folder, { recursive: true });
      const file = join(folder, 'pack.json');
      const pack = readFileSync(file, 'utf8');
      writeFileSync(file, edit({ pack, form: '' }).pack ?? pack);
      const reading = readPackFolder(folder);
      rmSync(folder, { recursive: true });
      return reading.kind === 'loaded' ? reading.pack.identity : 'broken';
    };
    const reversed = ({ pack }: Texts) => {
      const entries = Object.entries(JSON.parse(pack) as Record<string, unknown>);
      return { pack: JSON.stringify(Object.fromEntries(entries.reverse())) };
    };
    const shipped = loadPack('bao-wei-dai').identity;
    expect(identityOf(reversed)).toBe(shipped);
    expect(identityOf(inPack('"minimumMinor": 20000', '"minimumMinor": 20001'))).not.toBe(shipped);
  });
});

describe('a pack that somebody got wrong', () => {
  test.each([
    [
      '"calendar": "china"',
      '"calendar": "moon"',
      'pack.json: calendar: must be one of "china", "weekends", "none" (is "moon")',
    ],
    ['"currency": "CNY",', '', 'pack.json: currency: is missing: a string'],
    [
      '"capRateBps": 100,',
      '"capRateBps": 100.5,',
      'pack.json: pricing.capRateBps: must be a whole number (is 100.5)',
    ],
    [
      '"minimumMinor": 20000',
      '"minimumMinor": "20000"',
      'pack.json: pricing.minimumMinor: must be a number (is "20000")',
    ],
    [
      '"minimumMinor": 20000',
      '"minimumMinor": -1',
      'pack.json: pricing.minimumMinor: must be at least 0 (is -1)',
    ],
    [
      '"minimumMinor": 20000',
      '"minimumMinor": 20000, "maximumMinor": 5',
      'pack.json: pricing.maximumMinor: is not a field of a pack here',
    ],
    [
      '"kind": "every"',
      '"kind": "sometimes"',
      'pack.json: pricing.schedule.kind: must be one of "oneOff", "every" (is "sometimes")',
    ],
    [
      '"timeZone": "Asia/Shanghai"',
      '"timeZone": "Asia/Atlantis"',
      'pack.json: timeZone: must be an IANA time zone, such as "Asia/Shanghai" (is "Asia/Atlantis")',
    ],
    [
      '"curePeriod": { "days": 60 }',
      '"curePeriod": { "weeks": 2 }',
      'pack.json: cure.curePeriod: must be a period: {"days": 5}, {"workingDays": 5} or {"months": 6}, whole numbers',
    ],
    [
      '"product": "bao-wei-dai"',
      '"product": "bao-da-dai"',
      'pack.json: product: must be "bao-wei-dai", the name of its folder',
    ],
    [
      '"programmes": ["standard",',
      '"programmes": ["sba-7a",',
      'pack.json: sharing.programmes[0]: "sba-7a" is in USD, the pack in CNY',
    ],
    [
      '"programmes": ["standard",',
      '"programmes": ["half-and-half",',
      'pack.json: sharing.programmes[0]: no programme is named "half-and-half": there are "agricultural", "anhui-4321", "hunan-4321", "own-risk", "provincial-batch", "sba-7a", "science-and-innovation", "standard", "zong-dui-zong"',
    ],
    [
      '"declineGrades": ["E"]',
      '"declineGrades": ["F"]',
      'pack.json: assessment.declineGrades: no grade is named "F": the scorecard has "A", "B", "C", "D", "E"',
    ],
    [
      '"premiumRateBps": 95',
      '"premiumRateBps": 101',
      'pack.json: pricing.rates[5].premiumRateBps: must be at most 100, the capRateBps',
    ],
    [
      '"guaranteeMonths": 36',
      '"guaranteeMonths": 1000000',
      'pack.json: guaranteePeriod.guaranteeMonths: must be at most 1200 (is 1000000)',
    ],
    [
      '"value": false',
      '"value": "no"',
      'pack.json: screening.hardRules[0].value: "controlsGuarantor" is true or false in the form',
    ],
    [
      '"quorum": 4',
      '"quorum": 6',
      'pack.json: authority.council.quorum: must be at most 5, the members',
    ],
    [
      '"kinds": ["equalInstalment", ',
      '"kinds": [',
      'pack.json: repayment.kinds: the form offers "equalInstalment", the pack only "equalPrincipal", "interestFirst", "bullet"',
    ],
  ])('%s → %s is told so', (before, after, problem) => {
    expect(problemsAfter(inPack(before, after))).toContain(problem);
  });

  test('a rule that reads a fact nobody asks is told which ones there are', () => {
    const [problem] = problemsAfter(inPack('"field": "monthsInBusiness"', '"field": "shoeSize"'));
    expect(problem).toMatch(
      /^pack\.json: screening\.eligibility\[5\]\.field: no fact is named "shoeSize": the form asks .*"employees".*the engine adds "loanMinor"/,
    );
  });

  test('a rule whose operator and value do not fit is told what fits', () => {
    expect(problemsAfter(inPack('"value": 50000', '"value": ["x"], "x": 50000'))).toContain(
      'pack.json: screening.eligibility[3].x: is not a field of a pack here',
    );
    expect(problemsAfter(inPack('"operator": "notEquals"', '"operator": "below"'))).toContain(
      'pack.json: screening.hardRules[2].value: "below" needs a number',
    );
  });

  test('a file that is no JSON, or a form that is no schema, is named', () => {
    expect(problemsAfter(() => ({ pack: '{' }))[0]).toMatch(/^pack\.json: /);
    const broken = problemsAfter(({ form }) => ({
      form: form.replace('"type": "integer"', '"type": "whole"'),
    }));
    expect(broken[0]).toMatch(/^form\.schema\.json: .*type/);
    expect(
      problemsAfter(({ form }) => ({ form: form.replace('2020-12', '2019-09') }))[0],
    ).toContain(
      'form.schema.json: $schema: must be "https://json-schema.org/draft/2020-12/schema"',
    );
  });

  test('a file with a byte-order mark is read like one without', () => {
    expect(problemsAfter(({ pack }) => ({ pack: `\uFEFF${pack}` }))).toEqual([]);
  });

  test('a folder without the files says which are missing', () => {
    const empty = mkdtempSync(join(tmpdir(), 'aval-pack-'));
    const reading = readPackFolder(empty);
    rmSync(empty, { recursive: true });
    expect(reading).toMatchObject({
      kind: 'broken',
      problems: [{ file: 'pack.json' }, { file: 'form.schema.json' }],
    });
  });
});

describe('each shipped pack', () => {
  const packs = listPacks().map((product) => [product, loadPack(product)] as const);

  test.each(packs)('%s times every task that a person can have', (_, pack) => {
    const timed = Object.keys(pack.timetable);
    expect([...waitNames].sort()).toEqual(timed.sort());
    // These two have the day that a rule or the court's notice gives.
    // A determination of claims has the time of a discharge.
    const ownDays = [
      'relatedPartyReport',
      'bankruptcyFiling',
      'determinationConfirmation',
      ...lastingTasks,
    ];
    const tasks = Object.keys(taskKinds).filter((kind) => !ownDays.includes(kind));
    expect(timed).toEqual(expect.arrayContaining(tasks));
  });

  test.each(packs)('%s never gives a larger amount a lighter path', (_, pack) => {
    const grades = pack.scorecard?.grades.map(({ grade }) => grade) ?? [null];
    const bounds = pack.authority.rows.flatMap(({ amountMaxMinor }) =>
      amountMaxMinor === null ? [] : [amountMaxMinor, amountMaxMinor + 1],
    );
    for (const grade of grades) {
      const weights = [1, ...bounds.sort((a, b) => a - b)].map((amountMinor) =>
        approvalPathKinds.indexOf(
          authorityFor({ amountMinor, grade, flags: [] }, pack.authority).path.kind,
        ),
      );
      expect([...weights].sort((a, b) => a - b)).toEqual(weights);
    }
  });

  test.each(packs)('%s prices every grade that it guarantees', (_, pack) => {
    const grades = pack.scorecard?.grades.map(({ grade }) => grade) ?? [null];
    const guaranteed = grades.filter(
      (grade) => grade === null || !pack.assessment.declineGrades.includes(grade),
    );
    for (const grade of guaranteed) {
      const request = { loanMinor: 10_000_000, guaranteedMinor: 8_000_000, tenorMonths: 36, grade };
      expect(priceGuarantee(request, pack.pricing).kind).toBe('priced');
    }
  });

  test('sba-7a skips what the public file knows nothing of, visibly', () => {
    const pack = loadPack('sba-7a');
    expect(skipsStage(pack, 'screening')).toBe(true);
    expect(skipsStage(pack, 'approval')).toBe(false);
    expect(pack.skippedStages.every(({ reason }) => reason.en !== '' && reason.zh !== '')).toBe(
      true,
    );
    expect(pack).toMatchObject({
      currency: 'USD',
      regime: 'none',
      calendar: 'none',
      cure: { curePeriod: null },
      monitoring: { inspections: [] },
      screening: { eligibility: [], hardRules: [], lists: [] },
    });
  });
});
