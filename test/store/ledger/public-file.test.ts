import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { ObligationFact } from '#domain/ledger/facts';
import { halfUpShare } from '#domain/money/half-up';
import { books } from '#store/ledger/books';
import { foldLedger } from '#store/ledger/fold';
import { playFacts } from '#store/ledger/play-facts';
import { verifyLedger } from '#store/ledger/verify';
import { freshDatabase, type TestDatabase } from './database.js';
import { factsOf } from './facts.js';

const name = 'credit/sba_guaranteed_loans.csv.gz';

/** The shared data beside the checkout, or as the environment names it. */
function sharedFile(): string | undefined {
  const named = process.env.AVAL_SHARED_DATA;
  if (named !== undefined) return existsSync(join(named, name)) ? join(named, name) : undefined;
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const file = join(folder, '..', 'shared', 'data', name);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

type Row = Record<string, string>;
const minor = (row: Row, column: string) => Number(row[column]) * 100;
const text = (row: Row, column: string) => row[column] ?? '';

function contradictsItself(row: Row): boolean {
  const [approved, disbursed, off] = [
    text(row, 'approval_date'),
    text(row, 'disbursement_date'),
    text(row, 'chg_off_date'),
  ];
  const loss = minor(row, 'chg_off_prin_gr');
  const isPaid = row.mis_status === 'PIF';
  return (
    disbursed === '' ||
    disbursed < approved ||
    Number(row.term) === 0 ||
    (isPaid ? off !== '' || loss > 0 : off === '' || loss === 0 || off < disbursed) ||
    loss > minor(row, 'disbursement_gross')
  );
}

/** Calendar months later, the day clipped to the month's end. */
function monthsLater(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const at = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)));
  return at.toISOString().slice(0, 10);
}

/** A row's true life, told as facts. */
function lifeOf(row: Row): ObligationFact[] {
  const fact = factsOf(text(row, 'loan_nr_chk_dgt'), 'public-file', 'USD');
  const [whole, guaranteed] = [minor(row, 'gr_appv'), minor(row, 'sba_appv')];
  const gross = minor(row, 'disbursement_gross');
  const drawn = Math.min(guaranteed, halfUpShare(gross, guaranteed, whole));
  const disbursedOn = text(row, 'disbursement_date');
  const opening: ObligationFact[] = [
    fact('issued', text(row, 'approval_date'), {
      amountMinor: guaranteed,
      beneficiary: 'bank',
      shares: [{ party: 'SBA', shareBps: 10_000, role: 'guarantor' }],
      retainedMinor: whole - guaranteed,
      product: 'sba-7a',
    }),
    fact('drawn', disbursedOn, { drawdown: 'D1', amountMinor: drawn }),
    ...(drawn < guaranteed
      ? [fact('undrawnReleased', disbursedOn, { amountMinor: 'all', reason: 'notDisbursed' })]
      : []),
  ];
  if (row.mis_status === 'PIF') {
    const repaidOn = monthsLater(disbursedOn, Number(row.term));
    return [...opening, fact('repaid', repaidOn, { drawdown: 'D1', amountMinor: drawn })];
  }
  return [...opening, ...chargeOff(row, fact, drawn)];
}

function chargeOff(row: Row, fact: ReturnType<typeof factsOf>, drawn: number): ObligationFact[] {
  const on = text(row, 'chg_off_date');
  const loss = minor(row, 'chg_off_prin_gr');
  const payout = Math.min(drawn, halfUpShare(loss, minor(row, 'sba_appv'), minor(row, 'gr_appv')));
  return [
    fact('claimed', on, { claim: 'C1', amountMinor: loss }),
    fact('paidOut', on, { claim: 'C1', drawdown: 'D1', principalMinor: payout }),
    fact('claimSettled', on, { claim: 'C1', amountMinor: 'all' }),
    ...(payout < drawn
      ? [fact('released', on, { amountMinor: 'all', reason: 'remainderAfterPayout' })]
      : []),
    fact('writtenOff', on, { amountMinor: 'all' }),
  ];
}

async function* linesOf(facts: readonly ObligationFact[]): AsyncGenerator<string> {
  for (const fact of facts) yield await Promise.resolve(JSON.stringify(fact));
}

const file = sharedFile();
const whereFileIs = file === undefined ? describe.skip : describe;

whereFileIs('the public file of guaranteed loans, every hundredth row', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    const all = parse<Row>(gunzipSync(readFileSync(file ?? '')), { columns: true });
    const rows = all.filter((row, index) => index % 100 === 0 && !contradictsItself(row));
    expect(rows).toHaveLength(296);
    const played = await playFacts(database.app, linesOf(rows.flatMap(lifeOf)));
    expect(played.refused).toEqual([]);
  }, 120_000);
  afterAll(() => database.close());

  const dollars = async (asOf?: string) =>
    (await books(database.app, asOf === undefined ? {} : { asOf })).currencies.USD;

  const expectExactTotals = async () => {
    expect(await dollars('1995-12-31')).toMatchObject({
      issuedMinor: 890031700,
      undrawnMinor: 49500000,
      outstandingMinor: 682507900,
      releasedMinor: 82404629,
      claimedMinor: 85567200,
      paidOutMinor: 75619171,
    });
    expect(await dollars('2005-12-31')).toMatchObject({
      issuedMinor: 2973351600,
      undrawnMinor: 92550000,
      outstandingMinor: 2139282255,
      releasedMinor: 597317755,
      claimedMinor: 177658700,
      paidOutMinor: 144201590,
    });
    expect(await dollars()).toMatchObject({
      issuedMinor: 4062245600,
      outstandingMinor: 0,
      claimedMinor: 1128284400,
      paidOutMinor: 800952564,
      writtenOffMinor: 800952564,
      bankRetainedMinor: 0,
    });
  };

  test('gives the totals of the file as of any date, folded or not', async () => {
    await expectExactTotals();
    await foldLedger(database.app);
    await expectExactTotals();
    expect(await verifyLedger(database.app)).toEqual([]);
  });
});
