/** The phases and stages of a guarantee's life, and the one table of what may follow what. */

export const stagesByPhase = {
  origination: [
    'intake',
    'screening',
    'creditCheck',
    'assessment',
    'dueDiligence',
    'approval',
    'commitment',
    'contracting',
    'securing',
    'premium',
    'issuance',
    'disbursement',
  ],
  inForce: ['servicing', 'release'],
  resolution: ['claim', 'payout', 'reimbursement', 'recovery', 'writeOff'],
} as const;

export type Phase = keyof typeof stagesByPhase;
export type Stage = (typeof stagesByPhase)[Phase][number];

/** How a life can end. `declined` says by whom in its reason; `released` and `writtenOff` can reopen. */
export const endings = [
  'declined',
  'withdrawn',
  'lapsed',
  'released',
  'discharged',
  'recovered',
  'writtenOff',
] as const;
export type Ending = (typeof endings)[number];

export const phases = Object.keys(stagesByPhase) as Phase[];
export const stages: readonly Stage[] = phases.flatMap((phase) => [...stagesByPhase[phase]]);

export function phaseOf(stage: Stage): Phase {
  const phase = phases.find((candidate) => isStageOf(candidate, stage));
  if (phase === undefined) throw new Error(`no phase holds the stage ${stage}`);
  return phase;
}

function isStageOf(phase: Phase, stage: Stage): boolean {
  return (stagesByPhase[phase] as readonly Stage[]).includes(stage);
}

/** Where a case stands: in a stage, or at its ending. */
export type Place = Stage | Ending;

const beforeIssuance = ['declined', 'withdrawn', 'lapsed'] as const;

/**
 * The one transition table. A stage that a product skips is still entered and left, with the event
 * `StageSkipped`, so that a skipped check can be seen. After an ending, only the places named here reopen.
 */
export const transitions: Readonly<Record<Place, readonly Place[]>> = {
  intake: ['screening', ...beforeIssuance],
  screening: ['creditCheck', ...beforeIssuance],
  creditCheck: ['assessment', ...beforeIssuance],
  assessment: ['dueDiligence', ...beforeIssuance],
  dueDiligence: ['approval', ...beforeIssuance],
  approval: ['commitment', ...beforeIssuance],
  commitment: ['contracting', ...beforeIssuance],
  contracting: ['securing', ...beforeIssuance],
  securing: ['premium', ...beforeIssuance],
  premium: ['issuance', ...beforeIssuance],
  issuance: ['disbursement', ...beforeIssuance],
  // A withdrawal here needs the bank's return of the letter; past the letter's validity the case lapses.
  disbursement: ['servicing', 'withdrawn', 'lapsed'],
  servicing: ['release', 'claim', 'discharged'],
  release: ['released', 'discharged'],
  claim: ['servicing', 'payout', 'discharged'],
  // Back in force when the bank rejects the payment and a person sets the payout aside.
  payout: ['reimbursement', 'servicing'],
  reimbursement: ['recovery'],
  // `writtenOff` again: a late recovery woke the case and is booked.
  recovery: ['writeOff', 'recovered', 'writtenOff'],
  writeOff: ['recovery', 'writtenOff'],
  declined: [],
  withdrawn: [],
  lapsed: [],
  // A repayment clawed back in the debtor's bankruptcy puts the liability back in force.
  released: ['servicing'],
  discharged: [],
  recovered: ['recovery'],
  // A write-off never waives the debt (账销案存): what comes in later is booked.
  writtenOff: ['recovery'],
};

/** @throws Error when `to` may not follow `from`: a bug, which must stop the case and never end it wrongly. */
export function assertTransition(from: Place | null, to: Place): void {
  const allowed: readonly Place[] = from === null ? ['intake'] : transitions[from];
  if (!allowed.includes(to)) {
    throw new Error(`a guarantee cannot go from ${String(from)} to ${to}`);
  }
}

export function isEnding(place: Place): place is Ending {
  return (endings as readonly Place[]).includes(place);
}
