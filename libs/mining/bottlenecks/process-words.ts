/** What a thing is called in the two languages that reports speak. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** Stages, waits, tasks and parties of a guarantee's life: English and Chinese, as the glossary has them. */
const WORDS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  intake: ['intake', '受理'],
  screening: ['screening', '准入筛查'],
  creditCheck: ['credit check', '征信查询'],
  assessment: ['assessment', '评估'],
  dueDiligence: ['due diligence', '尽调'],
  approval: ['approval', '评审'],
  commitment: ['commitment', '意向函'],
  contracting: ['contracting', '合同签署'],
  securing: ['securing', '落实反担保'],
  premium: ['premium', '担保费'],
  issuance: ['issuance', '出函'],
  disbursement: ['disbursement', '放款'],
  servicing: ['servicing', '在保管理'],
  release: ['release', '解保'],
  claim: ['claim', '代偿申请'],
  payout: ['payout', '代偿'],
  reimbursement: ['reimbursement', '再担保补偿'],
  recovery: ['recovery', '追偿'],
  writeOff: ['write-off', '核销'],
  screeningReview: ['screening review', '准入复核'],
  leadReport: ['lead officer’s report', 'A角尽调报告'],
  secondReport: ['second officer’s report', 'B角尽调报告'],
  officerApproval: ['officer’s approval', '经办审批'],
  riskApproval: ['risk approval', '风控审批'],
  councilVote: ['council’s vote', '评审会表决'],
  boardApproval: ['board’s approval', '董事会审批'],
  conditionConfirmation: ['confirmation of conditions', '条件落实确认'],
  inspection: ['inspection', '保后检查'],
  extensionConsent: ['consent to an extension', '展期同意'],
  partialReleaseConsent: ['consent to a partial release', '部分解保同意'],
  dischargeConfirmation: ['confirmation of discharge', '免责确认'],
  claimExamination: ['claim examination', '代偿申请初审'],
  claimReview: ['claim review', '代偿审核'],
  payoutRequest: ['payout request', '拨付申请'],
  payoutReview: ['payout review', '拨付审核'],
  writeOffApproval: ['approval of the write-off', '核销审批'],
  supplement: ['missing papers', '补件'],
  creditReport: ['credit report', '征信报告'],
  reconsideration: ['reconsideration', '复议'],
  bankDecision: ['bank’s decision', '银行审批'],
  signatures: ['signatures', '签署'],
  conditions: ['conditions precedent', '放款前提条件'],
  premiumReceipt: ['receipt of the premium', '担保费到账'],
  letterReturn: ['return of the letter', '保函退回'],
  claimPapers: ['papers of the claim', '代偿材料'],
  payoutSettlement: ['settlement of the payout', '代偿款到账'],
  filing: ['filing', '再担保备案'],
  repayment: ['repayment (loan’s term)', '还款（贷款期限）'],
  cure: ['cure period', '代偿宽限期'],
  guaranteePeriod: ['guarantee period', '保证期间'],
  relatedPartyReport: ['report of a related party', '关联方报告'],
  bankruptcyFiling: ['filing in the bankruptcy', '破产债权申报'],
  determinationConfirmation: ['confirmation of determination', '债权确定确认'],
  rejectedPayment: ['rejected payment', '被拒付款'],
  rejectedPaymentReview: ['review of a rejected payment', '被拒付款复核'],
  paymentMadeTwice: ['payment made twice', '重复付款'],
  declined: ['declined', '未通过'],
  withdrawn: ['withdrawn', '撤回'],
  lapsed: ['lapsed', '失效'],
  released: ['released', '已解保'],
  discharged: ['discharged', '已免责'],
  recovered: ['recovered', '已追回'],
  writtenOff: ['written off', '已核销'],
  headroom: ['headroom', '限额占用'],
  condition: ['condition precedent', '放款前提条件'],
  signature: ['signature', '签署'],
  letter: ['letter', '保函'],
  drawdown: ['drawdown', '借据'],
  overdue: ['overdue', '逾期'],
  classification: ['classification', '五级分类'],
  extension: ['extension', '展期'],
  partialRelease: ['partial release', '部分解保'],
  acceleration: ['acceleration', '提前到期'],
  refinancing: ['refinancing', '借新还旧'],
  determination: ['determination', '债权确定'],
  bankruptcy: ['bankruptcy', '破产'],
  deposit: ['deposit', '保证金'],
  accrual: ['accrual', '利息费用计提'],
  settlement: ['settlement', '和解'],
  discharge: ['discharge', '免责'],
  ending: ['ending', '结局'],
  premiumRefund: ['premium refund', '担保费退还'],
  reGuaranteePremium: ['re-guarantee premium', '再担保费'],
  payoutCap: ['payout cap', '代偿上限'],
  reimbursementAnswer: ['re-guarantor’s answer', '再担保答复'],
  recoveryReceipt: ['recovery receipt', '追偿到账'],
  recoveryShare: ['recovery share', '追偿款分付'],
  recoveryCost: ['recovery cost', '追偿费用'],
  clawBack: ['claw-back', '还款被撤销'],
  agreement: ['contract or law', '合同或法律'],
  us: ['us', '本机构'],
  bank: ['bank', '银行'],
  borrower: ['borrower', '借款人'],
  signers: ['signers', '签署方'],
  bureau: ['bureau', '征信机构'],
  registry: ['registry', '登记机构'],
  reGuarantor: ['re-guarantor', '再担保机构'],
};

/** A name of ours in words; names of other logs stay as they are. */
export function wordsOf(name: string): Words {
  const [en, zh] = (Object.hasOwn(WORDS, name) ? WORDS[name] : undefined) ?? [name, name];
  return { en, zh };
}

/** Is this a name of ours, and not one that another log happens to use? */
export function isWordOfOurs(name: string): boolean {
  return Object.hasOwn(WORDS, name);
}

const JOINTS = /( → |\/| \(|\))/;

const PARTIES = / \((agreement|us|bank|borrower|signers|bureau|registry|reGuarantor)\)/g;

/** A log that knows no stages has its activity for one. */
const TWICE = /^(.+)\/\1(?= \(|$)/;

/**
 * A place of a ranking, or an activity of the simulation, in words: stage, wait and party each by its own. In the log of
 * others the parties alone, for these are found by us; its own names stay as they are.
 */
export function placeWords(place: string, isOwn: boolean): Words {
  if (!isOwn) {
    const said = (language: keyof Words) =>
      place
        .replace(TWICE, '$1')
        .replace(PARTIES, (_, party: string) => ` (${wordsOf(party)[language]})`);
    return { en: said('en'), zh: said('zh') };
  }
  const parts = place.split(JOINTS);
  const said = (language: keyof Words) =>
    parts
      .map((part) => (part === '/' ? ' / ' : wordsOf(part)[language]))
      .join('')
      .trim();
  return { en: said('en'), zh: said('zh') };
}
