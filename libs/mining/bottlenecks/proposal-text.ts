import { placeWords, wordsOf } from './process-words.js';
import type { WaitParty } from './typed-wait.js';

/** A proposal in the words of the trade, in both languages. */
export interface ProposalText {
  readonly text: string;
  readonly textZh: string;
}

const zh = (activity: string): string => placeWords(activity).zh;
const en = (activity: string): string => placeWords(activity).en;

export function hastened(party: WaitParty, activity: string): ProposalText {
  return {
    text: `agree with the ${wordsOf(party).en} on a fifth less time for ${en(activity)}`,
    textZh: `与${wordsOf(party).zh}商定：${zh(activity)}用时缩短五分之一`,
  };
}

/** `boundMinor`: the amount up to which a rule would decide, where amounts are known. */
export function automated(
  activity: string,
  share: number,
  boundMinor: number | undefined,
): ProposalText {
  const percent = `${(share * 100).toFixed(0)} %`;
  if (boundMinor === undefined)
    return {
      text: `decide the simplest ${percent} of ${en(activity)} by rule`,
      textZh: `${zh(activity)}中最简单的 ${percent} 由规则自动决定`,
    };
  return {
    text: `raise the bound of automatic approval to ${boundMinor} minor units: ${percent} of ${en(activity)}`,
    textZh: `自动审批额度上限提高到 ${boundMinor}（最小货币单位）：覆盖${zh(activity)}的 ${percent}`,
  };
}

export function oneMore(activity: string): ProposalText {
  return {
    text: `one more reviewer for ${en(activity)}`,
    textZh: `${zh(activity)}增加一名审核人员`,
  };
}

export function together(first: string, second: string): ProposalText {
  return {
    text: `begin ${en(second)} together with ${en(first)}`,
    textZh: `${zh(second)}与${zh(first)}同时开始`,
  };
}

export function halfAsOften(activity: string): ProposalText {
  return { text: `${en(activity)} half as often`, textZh: `${zh(activity)}频率减半` };
}

export const shortestFirst: ProposalText = {
  text: 'take the shortest kind of work first where people do several',
  textZh: '一人承担多种工作时，先做耗时最短的一种',
};
