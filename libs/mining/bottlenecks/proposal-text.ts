import { type Words, wordsOf } from './process-words.js';
import type { WaitParty } from './typed-wait.js';

/** A proposal in the words of the trade, and what its figures take for granted, in both languages. */
export interface ProposalText {
  readonly text: string;
  readonly textZh: string;
  readonly assumes: string;
  readonly assumesZh: string;
}

export function hastened(party: WaitParty, activity: Words): ProposalText {
  return {
    text: `agree with the ${wordsOf(party).en} on a fifth less time for ${activity.en}`,
    textZh: `与${wordsOf(party).zh}商定：${activity.zh}用时缩短五分之一`,
    assumes: 'every case takes a fifth less time there, and all else stays as it is',
    assumesZh: '每个案件在该处用时减少五分之一，其余不变',
  };
}

/** `boundMinor`: the amount up to which a rule would decide, where amounts are known. */
export function automated(
  activity: Words,
  share: number,
  boundMinor: number | undefined,
): ProposalText {
  const percent = `${(share * 100).toFixed(0)} %`;
  const assumed = {
    assumes: `a rule decides ${percent} of them at once, drawn by chance and not by amount; the others take as long as today`,
    assumesZh: `其中 ${percent} 由规则即时决定（随机抽取，不按金额）；其余用时不变`,
  };
  if (boundMinor === undefined)
    return {
      text: `decide the simplest ${percent} of ${activity.en} by rule`,
      textZh: `${activity.zh}中最简单的 ${percent} 由规则自动决定`,
      ...assumed,
    };
  return {
    text: `raise the bound of automatic approval to ${boundMinor} minor units: ${percent} of ${activity.en}`,
    textZh: `自动审批额度上限提高到 ${boundMinor}（最小货币单位）：覆盖${activity.zh}的 ${percent}`,
    ...assumed,
  };
}

export function oneMore(activity: Words): ProposalText {
  return {
    text: `one more reviewer for ${activity.en}`,
    textZh: `${activity.zh}增加一名审核人员`,
    assumes: 'the new one has the working hours and the pace of those who do it today',
    assumesZh: '新增人员的工作时间与速度与现有人员相同',
  };
}

export function together(first: Words, second: Words): ProposalText {
  return {
    text: `begin ${second.en} together with ${first.en}`,
    textZh: `${second.zh}与${first.zh}同时开始`,
    assumes: 'neither needs what the other finds, and each takes as long as today',
    assumesZh: '两者互不依赖对方的结果，且各自用时不变',
  };
}

export function halfAsOften(activity: Words): ProposalText {
  return {
    text: `${activity.en} half as often`,
    textZh: `${activity.zh}频率减半`,
    assumes: 'half as many are enough: what goes unseen between them is not simulated',
    assumesZh: '减半后仍足够：期间未被发现的风险不在仿真之内',
  };
}

export const shortestFirst: ProposalText = {
  text: 'take the shortest kind of work first where people do several',
  textZh: '一人承担多种工作时，先做耗时最短的一种',
  assumes: 'the same people do the same work, only in another order: long work waits longer',
  assumesZh: '人员与工作不变，仅顺序改变：耗时长的工作等待更久',
};
