import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '#config/settings';
import type { Instant } from '#domain/lifecycle/agenda';
import type { Rest } from '#domain/lifecycle/opening';
import type { Settlement } from '#store/inbox/settlement';
import { CaseGateway } from '../cases/case-gateway.js';
import { SettlementWatch } from '../cases/settlement-watch.js';
import { Problem } from '../http/problem.js';
import { SETTINGS } from '../platform.js';

const settleWithinMs = 30_000;

/** Moves driven clocks from rest to rest. */
@Injectable()
export class ClockService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly cases: CaseGateway,
    private readonly watch: SettlementWatch,
  ) {}

  /**
   * Nothing may still be on its way when the clock moves, else it would arrive at the wrong instant; and what the
   * dues set off is let come to its end, so that the answer is where the case truly rests.
   */
  async advance(number: string, to: Instant): Promise<Rest> {
    const before = await this.settledCase(number);
    if (before.ending !== null) return restOf(before);
    const moved = await this.cases.advance(number, to, () => this.hasEnded(number));
    if (moved.kind === 'absent') return this.settle(number);
    const after = await this.watch.look(number);
    return after?.settled === true ? moved.answer : this.settle(number);
  }

  async settle(number: string): Promise<Rest> {
    const settled = await this.settledCase(number);
    if (settled.ending !== null) return restOf(settled);
    const asked = await this.cases.position(number);
    if (asked.kind === 'absent') return restOf(settled);
    const { clockAt, wait, nextDueAt, ending } = asked.answer;
    return { clock: clockAt, waitingFor: wait?.for ?? null, nextDue: nextDueAt, ending };
  }

  private async settledCase(number: string): Promise<Settlement> {
    if (!this.settings.demonstration) throw new Problem('drivenClocksRefused');
    const settled = await this.watch.until(number, (found) => found.settled, settleWithinMs);
    if (settled !== null) {
      if (settled.clock === 'real') throw new Problem('clockIsReal');
      return settled;
    }
    const found = await this.watch.look(number);
    throw found === null
      ? new Problem('notFound')
      : new Problem('notSettled', { headers: { 'retry-after': '1' } });
  }

  private async hasEnded(number: string): Promise<boolean> {
    return (await this.watch.look(number))?.ending !== null;
  }
}

function restOf({ clockAt, waitingFor, nextDueAt, ending }: Settlement): Rest {
  return { clock: clockAt, waitingFor, nextDue: ending === null ? nextDueAt : null, ending };
}
