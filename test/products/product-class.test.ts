import { afterAll, describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { intakeFacts } from '#domain/intake/decide-intake';
import { contractClassOf, noClassSums } from '#domain/limits/amounts';
import { weigh } from '#domain/limits/weights';
import { readPackFolder } from '#products/load-pack';

const products = fileURLToPath(new URL('../../libs/products/', import.meta.url));
const wan = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'aval-class-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The shipped loan's pack as a pack of another class, with the one field that its form then asks. */
function packOfClass(productClass: string, field: Record<string, object> = {}) {
  const own = join(folder, productClass);
  cpSync(join(products, 'bao-wei-dai'), own, { recursive: true });
  change(join(own, 'pack.json'), (pack) => {
    Object.assign(pack['intake'] ?? {}, { productClass });
  });
  change(join(own, 'form.schema.json'), (form) => {
    Object.assign(form['properties'] ?? {}, field);
  });
  const reading = readPackFolder(own, 'bao-wei-dai');
  if (reading.kind === 'broken') throw new Error(JSON.stringify(reading.problems));
  return reading.pack;
}

function change(file: string, by: (content: Record<string, object>) => void): void {
  const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>;
  by(content);
  writeFileSync(file, JSON.stringify(content));
}

const weighed = (productClass: string, form: object, amountWan: number): number => {
  const rating = { bondIssuerRating: { type: 'string', enum: ['AAA', 'AA+', 'AA', 'AA-', 'A'] } };
  const pack = packOfClass(productClass, productClass === 'bond' ? rating : {});
  const contract = contractClassOf(intakeFacts({ ...form }, pack.intake));
  const sums = { grossMinor: amountWan * wan, ownMinor: amountWan * wan };
  const { leverage } = weigh({ ...noClassSums, [contract]: sums }, 'gross');
  return leverage / 100 / wan;
};

describe('a pack says its class in `intake.productClass`, and the limits weigh by it', () => {
  test('a pack of class housing at 30 %', () => {
    expect(weighed('housing', { applicantKind: 'individual' }, 100)).toBe(30);
  });

  test('a pack of class bond at 80 %, where its form tells an issuer rated AA or better', () => {
    expect(weighed('bond', { bondIssuerRating: 'AA' }, 1_000)).toBe(800);
    expect(weighed('bond', { bondIssuerRating: 'AA-' }, 1_000)).toBe(1_000);
  });

  test('a pack of no class that is known is named with those that are', () => {
    expect(() => packOfClass('house')).toThrow(/productClass.*housing.*bond/);
  });
});
