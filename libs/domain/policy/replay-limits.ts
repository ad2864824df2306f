import { nothing } from '../limits/amounts.js';
import { refusalReasons, type Judgement } from '../limits/judge.js';
import { LimitBook } from './limit-book.js';
import type { LimitChanges } from './limit-changes.js';
import type { LimitedCase, LimitHistory, LimitStep, RecordedAnswer } from './limit-history.js';

/** The last word of the limits on a case. */
export type LimitWord =
  | { readonly kind: 'notAsked' | 'taken' }
  | {
      readonly kind: 'refused';
      readonly at: 'approval' | 'issuance';
      readonly reasonCodes: readonly string[];
    };

export interface ReplayedCase {
  readonly before: LimitWord;
  readonly after: LimitWord;
  /** The case comes near a limit, or does so no more, where it did otherwise then; `null` where nothing changes. */
  readonly nearLimit: boolean | null;
}

/** A decision of the guard that its recorded facts do not bring forth again. */
export interface UnfaithfulLimit {
  readonly caseId: string;
  readonly recorded: RecordedAnswer;
  readonly found: RecordedAnswer;
}

export interface LimitReplay {
  readonly cases: ReadonlyMap<string, ReplayedCase>;
  readonly unfaithful: readonly UnfaithfulLimit[];
  /** How often the guard was asked then. */
  readonly asked: number;
}

/** What the other rules say of a case under the changed policy, told whether it is near a limit where that differs. */
export type OtherWord = (
  caseId: string,
  nearLimit: boolean | null,
) => 'newlyAccepted' | 'newlyDeclined' | 'asThen';

/**
 * Judges every request for headroom of a book again, in the order of booking, on the usage of that instant: under the
 * limits of then, where each must come out as recorded, and under `changes`. There a case that is refused, by limits or by
 * other rules, takes nothing from then on; one that is newly accepted takes its whole amount for its whole term, since
 * nobody knows when it would have been repaid; every other lives as it did.
 */
export function replayLimits(
  history: LimitHistory,
  changes: LimitChanges,
  otherWord: OtherWord,
): LimitReplay {
  const replay = new Replay(history, changes, otherWord);
  for (const step of history.steps) replay.take(step);
  return replay.result();
}

interface Life {
  word: LimitWord;
  /** Refused by rules other than limits: it never asks. */
  isOut: boolean;
  /** A newly accepted case gives back at this instant. */
  heldUntilMs: number | null;
}

/** One book under one set of limit rules, and how its cases fare in it. */
class Run {
  readonly book: LimitBook;
  private readonly lives = new Map<string, Life>();
  private readonly held = new Set<string>();

  constructor(changes: LimitChanges) {
    this.book = new LimitBook(changes);
  }

  lifeOf(caseId: string): Life {
    const known = this.lives.get(caseId);
    if (known !== undefined) return known;
    const life: Life = { word: { kind: 'notAsked' }, isOut: false, heldUntilMs: null };
    this.lives.set(caseId, life);
    return life;
  }

  /** Does the case still live as it was recorded? */
  follows(caseId: string): boolean {
    const { word, isOut } = this.lifeOf(caseId);
    return !isOut && word.kind !== 'refused';
  }

  settle(of: LimitedCase, at: 'approval' | 'issuance', answer: RecordedAnswer): void {
    const life = this.lifeOf(of.guarantee.number);
    if (answer.kind === 'taken') {
      life.word = answer;
      this.book.reserve(of);
      return;
    }
    life.word = { ...answer, at };
    this.giveBack(of);
  }

  giveBack(of: LimitedCase): void {
    const commitment = this.book.commitmentOf(of.guarantee.number);
    if (commitment.reserved.grossMinor === 0) return;
    this.book.move(of.guarantee, { ...commitment, reserved: nothing });
  }

  hold(caseId: string, untilMs: number | null): void {
    this.lifeOf(caseId).heldUntilMs = untilMs;
    if (untilMs === null) this.held.delete(caseId);
    else this.held.add(caseId);
  }

  /** Newly accepted cases whose term is over by then. */
  over(atMs: number): string[] {
    return [...this.held].filter((caseId) => (this.lifeOf(caseId).heldUntilMs ?? Infinity) <= atMs);
  }
}

class Replay {
  private readonly before = new Run({});
  private readonly after: Run;
  private readonly looked = new Set<string>();
  private readonly nearLimit = new Map<string, boolean>();
  private readonly unfaithful: UnfaithfulLimit[] = [];
  private asked = 0;

  constructor(
    private readonly history: LimitHistory,
    changes: LimitChanges,
    private readonly otherWord: OtherWord,
  ) {
    this.after = new Run(changes);
  }

  take(step: LimitStep): void {
    for (const caseId of this.after.over(step.atMs)) this.release(caseId);
    switch (step.kind) {
      case 'confirmed':
        this.before.book.confirm(step.proposal);
        this.after.book.confirm(step.proposal);
        return;
      case 'related':
        this.before.book.relate(step.customer, step.link);
        this.after.book.relate(step.customer, step.link);
        return;
      default: {
        const of = this.history.cases.get(step.caseId);
        if (of !== undefined) this.takeOfCase(step, of);
      }
    }
  }

  private takeOfCase(
    step: Exclude<LimitStep, { kind: 'confirmed' | 'related' }>,
    of: LimitedCase,
  ): void {
    switch (step.kind) {
      case 'looked':
        this.look(of);
        return;
      case 'asked':
        this.ask(step, of);
        return;
      case 'barred': {
        const word = { kind: 'refused', at: 'approval', reasonCodes: step.reasonCodes } as const;
        for (const run of [this.before, this.after]) run.lifeOf(step.caseId).word = word;
        return;
      }
      case 'decided':
        this.decide(step, of);
        return;
      case 'givenBack':
        this.before.giveBack(of);
        if (this.after.follows(step.caseId)) this.after.giveBack(of);
        return;
      case 'booked':
        for (const run of [this.before, this.after]) {
          if (!run.follows(step.caseId)) continue;
          run.hold(step.caseId, null);
          run.book.move(of.guarantee, { ...step.owed, reserved: nothing });
        }
    }
  }

  private look(of: LimitedCase): void {
    const [then, now] = [this.before, this.after].map(({ book }) => isNear(book.judge(of)));
    this.looked.add(of.guarantee.number);
    if (then !== now) this.nearLimit.set(of.guarantee.number, now === true);
  }

  private ask(step: Extract<LimitStep, { kind: 'asked' }>, of: LimitedCase): void {
    const { caseId, at, answer } = step;
    this.asked += 1;
    const found = answerOf(this.before.book.judge(of));
    if (!isSame(answer, found)) this.unfaithful.push({ caseId, recorded: answer, found });
    this.before.settle(of, at, answer);
    if (this.isAskedAgain(step)) this.askAgain(step, of, found);
  }

  /** Under the changed policy too? Not where it was refused for good before, nor where it got its headroom at once. */
  private isAskedAgain({ caseId, at }: Extract<LimitStep, { kind: 'asked' }>): boolean {
    const life = this.after.lifeOf(caseId);
    if (this.otherWord(caseId, this.near(caseId)) === 'newlyDeclined') life.isOut = true;
    if (life.isOut) return false;
    return at === 'approval' ? life.word.kind !== 'taken' : life.word.kind !== 'refused';
  }

  /** Where the limits say the same as they do under the rules of then, what was recorded holds. */
  private askAgain(
    { caseId, at, atMs, answer }: Extract<LimitStep, { kind: 'asked' }>,
    of: LimitedCase,
    then: RecordedAnswer,
  ): void {
    const now = answerOf(this.after.book.judge(of));
    const holds = isSame(then, now) ? answer : now;
    this.after.settle(of, at, holds);
    const isNew = holds.kind === 'taken' && answer.kind === 'refused';
    this.after.hold(caseId, isNew ? endOfTerm(atMs, of.tenorMonths) : null);
  }

  /** The case was not accepted then; under the changed policy it may be, and asks for its headroom at this instant. */
  private decide({ caseId, atMs }: Extract<LimitStep, { kind: 'decided' }>, of: LimitedCase): void {
    const judged = this.after.book.judge(of);
    if (!this.looked.has(caseId) && isNear(judged)) this.nearLimit.set(caseId, true);
    if (this.otherWord(caseId, this.near(caseId)) !== 'newlyAccepted') return;
    const answer = answerOf(judged);
    this.after.settle(of, 'approval', answer);
    this.after.hold(caseId, answer.kind === 'taken' ? endOfTerm(atMs, of.tenorMonths) : null);
  }

  private release(caseId: string): void {
    const of = this.history.cases.get(caseId);
    this.after.hold(caseId, null);
    if (of !== undefined) this.after.giveBack(of);
  }

  private near(caseId: string): boolean | null {
    return this.nearLimit.get(caseId) ?? null;
  }

  result(): LimitReplay {
    const cases = [...this.history.cases.keys()].map((caseId): [string, ReplayedCase] => [
      caseId,
      {
        before: this.before.lifeOf(caseId).word,
        after: this.after.lifeOf(caseId).word,
        nearLimit: this.near(caseId),
      },
    ]);
    return { cases: new Map(cases), unfaithful: this.unfaithful, asked: this.asked };
  }
}

const isNear = (judged: Judgement): boolean => judged.kind === 'fits' && judged.near.length > 0;

const answerOf = (judged: Judgement): RecordedAnswer =>
  judged.kind === 'fits'
    ? { kind: 'taken' }
    : { kind: 'refused', reasonCodes: refusalReasons(judged.findings) };

const codesOf = (answer: RecordedAnswer): string =>
  answer.kind === 'taken' ? '' : answer.reasonCodes.join(' ');

const isSame = (one: RecordedAnswer, other: RecordedAnswer): boolean =>
  one.kind === other.kind && codesOf(one) === codesOf(other);

function endOfTerm(atMs: number, tenorMonths: number): number {
  const day = new Date(atMs);
  return day.setUTCMonth(day.getUTCMonth() + tenorMonths);
}
