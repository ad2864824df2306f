import { documentsFor } from '#domain/contracting/documents';
import type { DocumentRule } from '#domain/contracting/documents';
import type { CaseStep } from '#store/case/case-step';
import { applicantFacts } from '../case/applicant-facts.js';
import { packOf } from '../case/pack.js';
import { pass } from '../case/passage.js';
import { timesOf, waitFor } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';
import { documentHash } from './document-hash.js';
import { order } from '../case/order.js';

/** 签约: the contracts of the pack are generated and go out to be signed in one envelope. */
export const prepareContracts: Work<Nothing, void> = async (step) => {
  const rules = await contractsOf(step);
  if (rules.length === 0) {
    pass(step, { name: 'ContractsSigned', data: { documents: [] } });
    return;
  }
  const documents = rules.map(({ code }) => ({ name: code, sha256: documentHash(step.row, code) }));
  const signers = [...new Set(rules.flatMap(({ signedBy }) => signedBy))].map((role) => ({ role }));
  const { deadline } = timesOf(step, 'signatures');
  order(step, 'EN', {
    partner: 'esign',
    kind: 'envelope',
    payload: { documents, signers, expiresAt: deadline },
  });
  step.note({ kind: 'contractsPrepared', data: { documents, signers } });
  step.emit({ name: 'ContractsSent', transition: 'schedule', data: { documents } });
  waitFor(step, 'signatures', 'signers');
};

/** The documents that this case needs signed. */
export async function contractsOf(step: CaseStep): Promise<DocumentRule[]> {
  const facts = await applicantFacts(step);
  return documentsFor('contracting', facts, packOf(step.row).documents).filter(
    ({ signedBy }) => signedBy.length > 0,
  );
}
