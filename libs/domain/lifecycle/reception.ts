import { isOfDebt, messageStages, wakingMessages } from './messages.js';
import type { MessageKind } from './messages.js';
import { isEnding, transitions } from './stages.js';
import type { Place, Stage } from './stages.js';

/** Taken now; held until its stage comes; or never to be taken, because the life has gone past it. */
export type Reception = 'now' | 'later' | 'never';

/** How a case at this place receives a partner's fact. Early facts are held, late ones are refused, none is lost. */
export function receptionOf(place: Place, kind: MessageKind): Reception {
  if (isEnding(place)) return isOfDebt(kind) || wakes(place, kind) ? 'now' : 'never';
  if (takes(place, kind)) return 'now';
  return stagesAhead(place).some((stage) => takes(stage, kind)) ? 'later' : 'never';
}

/** A late recovery wakes a recovered or written-off case; a repayment clawed back wakes a released one. */
function wakes(place: Place, kind: MessageKind): boolean {
  if (!(wakingMessages as readonly MessageKind[]).includes(kind)) return false;
  return transitions[place].some((next) => !isEnding(next) && takes(next, kind));
}

function takes(stage: Stage, kind: MessageKind): boolean {
  return (messageStages[kind] as readonly Stage[]).includes(stage);
}

const ahead: Partial<Record<Stage, readonly Stage[]>> = {};

function stagesAhead(from: Stage): readonly Stage[] {
  return (ahead[from] ??= walkAhead(from));
}

function walkAhead(from: Stage): Stage[] {
  const seen = new Set<Stage>();
  const open: Stage[] = [from];
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    for (const next of transitions[stage]) {
      if (isEnding(next) || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return [...seen];
}
