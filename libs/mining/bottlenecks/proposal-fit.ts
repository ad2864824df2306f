/** What can be proposed where: a change that a place cannot bear is not tried there, whatever it would save. */
import type { ActivityInstances } from '../intervals/activity-instances.js';
import { isWordOfOurs } from './process-words.js';
import type { WaitReason } from './wait-reasons.js';

/** The decisions of the authority matrix: a higher bound lets a rule take the smaller ones. */
const decidedByMatrix: ReadonlySet<string> = new Set([
  'officerApproval',
  'riskApproval',
  'councilVote',
  'boardApproval',
]);

/** A body votes when it sits: one more member neither makes it sit earlier nor decides alone. */
const decidedByBody: ReadonlySet<string> = new Set(['councilVote', 'boardApproval']);

/** Checks of an application that need nothing from each other. Anything else of ours rests on what was found before it. */
const independentChecks: ReadonlySet<string> = new Set([
  'screeningReview',
  'creditReport',
  'leadReport',
  'secondReport',
]);

/** How a name of another log tells that a step decides, commits or pays, and so rests on the steps before it. */
const DECIDES =
  /approv|decid|decision|accept|reject|declin|cancel|sign|pay|disburs|issu|releas|clos|end|批|决|放款|签|付|结/i;
const APPROVES = /approv|审批|核准|评审/i;
const INSPECTS = /inspect|monitor|follow.?up|检查|回访|监控/i;

/** Less than this share of a place's time spent behind other work is no queue that more hands would shorten. */
const LEAST_QUEUEING = 0.05;

/** Is this a decision that the authority matrix places, so that a higher bound of automatic approval would reach it? */
export function isDecidedByMatrix(activity: string): boolean {
  const name = lastPart(activity);
  return isWordOfOurs(name) ? decidedByMatrix.has(name) : APPROVES.test(activity);
}

/** Would one more reviewer help: do cases queue here behind other work of people who each decide by themselves? */
export function hasQueueOfReviewers(
  instances: ActivityInstances,
  activity: string,
  { shares }: WaitReason,
): boolean {
  const queueing = (shares.contention ?? 0) + (shares.prioritisation ?? 0);
  if (queueing < LEAST_QUEUEING || decidedByBody.has(lastPart(activity))) return false;
  return peopleOf(instances, activity).size > 0;
}

/** Can the order of the queue matter: do the people who do this do other work too? */
export function sharesPeople(instances: ActivityInstances, activity: string): boolean {
  const people = peopleOf(instances, activity);
  const { log, activity: codes, resource } = instances;
  const own = log.activities.indexOf(activity);
  return codes.some((code, k) => code !== own && people.has(resource[k] ?? log.noResource));
}

/** Do any of the people who do one of them do the other too? */
export function haveOneDesk(instances: ActivityInstances, one: string, other: string): boolean {
  const people = peopleOf(instances, one);
  return [...peopleOf(instances, other)].some((resource) => people.has(resource));
}

/** Can these two be begun together? Of ours only checks that need nothing from each other; of others no decision. */
export function canRunTogether(first: string, second: string): boolean {
  const names = [lastPart(first), lastPart(second)];
  if (names.some(isWordOfOurs)) return names.every((name) => independentChecks.has(name));
  return !DECIDES.test(first) && !DECIDES.test(second);
}

/** Is this a control whose frequency is ours to choose? What a claim or a contract asks for is not. */
export function isInspection(activity: string): boolean {
  const name = lastPart(activity);
  return isWordOfOurs(name) ? name === 'inspection' : INSPECTS.test(activity);
}

function peopleOf({ log, activity, resource }: ActivityInstances, name: string): Set<number> {
  const code = log.activities.indexOf(name);
  const people = new Set<number>();
  activity.forEach((each, k) => {
    if (each === code && resource[k] !== log.noResource) people.add(resource[k] ?? 0);
  });
  return people;
}

function lastPart(activity: string): string {
  return activity.slice(activity.lastIndexOf('/') + 1);
}
