import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { businessDate } from '#domain/calendar/business-date';
import { decideDisbursement } from '#domain/disbursement/decide-disbursement';
import { decideGuaranteedAmount } from '#domain/issuance/guaranteed-amount';
import { payoutAmount, remainderAfterPayout } from '#domain/payout/payout-amount';
import { decideRelease } from '#domain/release/decide-release';
import { loadPack } from '#products/load-pack';
import { loadProgramme } from '#products/programmes/load-programme';

type Row = Record<
  | 'approval_date'
  | 'disbursement_date'
  | 'disbursement_gross'
  | 'gr_appv'
  | 'sba_appv'
  | 'chg_off_date'
  | 'chg_off_prin_gr'
  | 'mis_status'
  | 'term',
  string
>;

const file = sharedFile('credit/sba_guaranteed_loans.csv.gz');
const pack = loadPack('sba-7a');
const sharing = {
  guaranteedPart: pack.sharing.guaranteedPart,
  riskShares: loadProgramme('sba-7a').shares,
};
const cents = (dollars: string) => Number(dollars) * 100;

/** The shared data lies beside the checkout, or where AVAL_SHARED_DATA says. */
function sharedFile(name: string): string | null {
  const named = process.env['AVAL_SHARED_DATA'];
  const above = [process.cwd(), dirname(process.cwd()), dirname(dirname(process.cwd()))];
  const folders = [
    ...(named === undefined ? [] : [named]),
    ...above.map((up) => join(up, 'shared/data')),
  ];
  return folders.map((folder) => join(folder, name)).find(existsSync) ?? null;
}

function contradictsItself(row: Row): boolean {
  const chargedOff = row.mis_status === 'CHGOFF';
  const loss = Number(row.chg_off_prin_gr);
  const chargedOffOn = row.chg_off_date;
  return (
    row.disbursement_date === '' ||
    row.disbursement_date < row.approval_date ||
    Number(row.term) === 0 ||
    (chargedOff && (chargedOffOn === '' || loss === 0)) ||
    (!chargedOff && (chargedOffOn !== '' || loss !== 0)) ||
    (chargedOffOn !== '' && chargedOffOn < row.disbursement_date) ||
    loss > Number(row.disbursement_gross)
  );
}

function actOut(row: Row) {
  const loanMinor = cents(row.gr_appv);
  const guaranteedMinor = cents(row.sba_appv);
  const asked = { loanMinor, amountMinor: guaranteedMinor };
  expect(decideGuaranteedAmount(asked, sharing).kind).toBe('agreed');
  const share = { partMinor: guaranteedMinor, wholeMinor: loanMinor };
  const terms = { loanMinor, guaranteedMinor, share };
  const standing = {
    ...terms,
    issuedOn: businessDate(row.approval_date),
    validUntil: businessDate('2126-01-01'),
    disbursedMinor: 0,
    drawnMinor: 0,
    undrawnMinor: terms.guaranteedMinor,
  };
  const disbursedMinor = cents(row.disbursement_gross);
  const drawdown = {
    amountMinor: disbursedMinor,
    disbursedOn: businessDate(row.disbursement_date),
  };
  const drawn = decideDisbursement(drawdown, standing, pack.disbursement);
  if (drawn.kind === 'refused') throw new Error(drawn.code);
  expect(drawn.undrawnLeftMinor).toBe(0);
  return { terms, disbursedMinor, drawn, outstandingMinor: drawn.outstandingAddedMinor };
}

const suite = file === null ? describe.skip : describe;

suite('the public file of loan guarantees, acted out by the pack sba-7a', () => {
  test('every 100th row gives the totals computed from the file', () => {
    const rows = parse<Row>(gunzipSync(readFileSync(file ?? '')), { columns: true });
    const selected = rows.filter((_, index) => index % 100 === 0);
    const totals = { setAside: 0, loanMinor: 0, guaranteedMinor: 0, disbursedMinor: 0 };
    const later = { released: 0, claims: 0, claimedMinor: 0, payoutMinor: 0 };
    for (const row of selected) {
      if (contradictsItself(row)) {
        totals.setAside += 1;
        continue;
      }
      const { terms, disbursedMinor, drawn, outstandingMinor } = actOut(row);
      totals.loanMinor += terms.loanMinor;
      totals.guaranteedMinor += terms.guaranteedMinor;
      totals.disbursedMinor += disbursedMinor;
      expect(drawn.undrawnReleasedMinor + outstandingMinor).toBe(terms.guaranteedMinor);
      if (row.mis_status === 'PIF') {
        const standing = {
          ...terms,
          disbursedMinor,
          repaidMinor: 0,
          outstandingMinor,
          undrawnMinor: 0,
        };
        expect(decideRelease(disbursedMinor, standing)).toMatchObject({
          kind: 'fullyReleased',
          releasedMinor: outstandingMinor,
        });
        later.released += 1;
        continue;
      }
      const claimedPrincipalMinor = cents(row.chg_off_prin_gr);
      const payout = payoutAmount({
        claimedPrincipalMinor,
        share: terms.share,
        outstandingMinor,
        caps: [],
      });
      expect(
        remainderAfterPayout(outstandingMinor, payout, pack.payout.remainderAfterPayout),
      ).toMatchObject({ outstandingMinor: 0 });
      later.claims += 1;
      later.claimedMinor += claimedPrincipalMinor;
      later.payoutMinor += payout.payableMinor;
    }
    expect({ rows: selected.length, ...totals, ...later }).toEqual({
      rows: 300,
      setAside: 4,
      loanMinor: 5_478_412_300,
      guaranteedMinor: 4_062_245_600,
      disbursedMinor: 5_789_164_200,
      released: 158,
      claims: 138,
      claimedMinor: 1_128_284_400,
      payoutMinor: 800_952_564,
    });
  });
});
