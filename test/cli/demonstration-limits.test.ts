import { expect, test } from '@jest/globals';
import { keepBook } from '../../apps/cli/api/books.js';
import { keepDemonstrationLimits } from '../../apps/cli/portfolio/demonstration-limits.js';
import { workAt } from '../../apps/cli/session.js';
import { listProposals } from '#store/limits/proposals';
import { reportBook } from '#store/limits/report';
import { testStack } from '../stack/stack.js';

test(
  'the demonstration’s book has synthetic net assets by two people, given once',
  () =>
    workAt(testStack().urls, {}, { patienceMs: 60_000 }, async (session) => {
      const book = `demo-limits-${Date.now().toString(36)}`;
      const terms = { guarantor: 'Guarantor of the tests', currency: 'CNY' };
      const regime = { regime: 'decree683', timeZone: 'Asia/Shanghai' } as const;
      await keepBook(session.api, book, { ...terms, ...regime }, session.people.operations);
      await keepDemonstrationLimits(session, book, '2025-12-31');
      await keepDemonstrationLimits(session, book, '2025-12-31');
      const proposals = await listProposals(session.database, book);
      expect(proposals.map(({ kind, outcome }) => [kind, outcome])).toEqual([
        ['netAssets', 'confirmed'],
        ['cap', 'confirmed'],
      ]);
      for (const { proposedBy, decidedBy, source } of proposals) {
        expect([proposedBy, decidedBy]).toEqual(['finance-1', 'risk-1']);
        expect(source).toContain('synthetic');
      }
      expect(await reportBook(session.database, book)).toMatchObject({
        netAssetsMinor: 10_000_000_000,
        breaches: [],
        rules: [{ rule: 'leverage' }, { rule: 'cap', key: 'bank:synthetic-city-bank' }],
      });
    }),
  60_000,
);
