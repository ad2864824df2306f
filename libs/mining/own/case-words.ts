import { type Words, wordsOf } from '../bottlenecks/process-words.js';

/** What our own log knows of a case, and of an event; names that stages and documents share are the process's words. */
const ATTRIBUTES: ReadonlyMap<string, Words> = new Map([
  ['book', { en: 'book', zh: '账套' }],
  ['product', { en: 'product', zh: '产品' }],
  ['amountMinor', { en: 'amount (minor units)', zh: '担保金额（分）' }],
  ['tenorMonths', { en: 'tenor (months)', zh: '期限（月）' }],
  ['grade', { en: 'grade', zh: '评级' }],
  ['officer', { en: 'officer', zh: '经办人' }],
  ['event', { en: 'event', zh: '事件' }],
  ['stage', { en: 'stage', zh: '阶段' }],
  ['org:role', { en: 'role', zh: '角色' }],
  ['concept:instance', { en: 'task', zh: '任务' }],
  ['documents', { en: 'documents', zh: '文件' }],
]);

/** Who acts in a case of ours without being a person of ours, beside those on whom it waits. */
const PARTIES: ReadonlyMap<string, Words> = new Map([
  ['applicant', { en: 'applicant', zh: '申请人' }],
  ['guarantor', { en: 'guarantor', zh: '担保机构' }],
  ['counterGuarantor', { en: 'counter-guarantor', zh: '反担保人' }],
  ['esign', { en: 'e-signature service', zh: '电子签约平台' }],
  ['debtor', { en: 'debtor', zh: '债务人' }],
]);

/** An attribute of our own log in words. */
export function attributeWords(name: string): Words {
  return ATTRIBUTES.get(name) ?? wordsOf(name);
}

/** Who acts in our own log, in words; people, banks and sharers by their own names. */
export function partyWords(name: string): Words {
  return PARTIES.get(name) ?? wordsOf(name);
}
