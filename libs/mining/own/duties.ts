import type { Rule } from '../rules/rules.js';

/** What every case of ours must keep, in the words of our own log: two people, and nothing before its turn. */
export const ownRules: readonly Rule[] = [
  duty('lead and second officer', ['leadReport', 'secondReport']),
  duty('claim examined and reviewed', ['claimExamination', 'claimReview']),
  duty('payout requested and released', ['payoutRequest', 'payoutReview']),
  before('nothing is issued without approval', 'approval', 'issuance'),
  before('nothing is issued without contracts', 'contracting', 'issuance'),
  before('nothing is issued before its conditions are met', 'securing', 'issuance'),
  before('nothing is paid out without a claim', 'claimReview', 'payoutRequest'),
  before('nothing is written off without recovery', 'recovery', 'writeOff'),
];

function duty(name: string, activities: readonly string[]): Rule {
  return { kind: 'segregationOfDuty', name, activities };
}

function before(name: string, first: string, then: string): Rule {
  return { kind: 'precedence', name, first, then };
}
