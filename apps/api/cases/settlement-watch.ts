import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { readSettlements, type Settlement } from '#store/inbox/settlement';
import { POOL } from '../platform.js';

interface Watcher {
  readonly number: string;
  readonly isEnough: (settlement: Settlement) => boolean;
  readonly until: number;
  readonly resolve: (settlement: Settlement | null) => void;
  readonly reject: (error: unknown) => void;
}

const lookEveryMs = 12;

/** Watches cases come to rest: one statement looks at all that are waited for, so hundreds cost as much as one. */
@Injectable()
export class SettlementWatch {
  private watchers: Watcher[] = [];
  private looking = false;

  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** The case's settlement now. */
  async look(number: string): Promise<Settlement | null> {
    return this.until(number, () => true, 0);
  }

  /** The first settlement that is enough, or nothing when `withinMs` pass or there is no such case. */
  until(
    number: string,
    isEnough: (settlement: Settlement) => boolean,
    withinMs: number,
  ): Promise<Settlement | null> {
    return new Promise((resolve, reject) => {
      const until = Date.now() + withinMs;
      this.watchers.push({ number, isEnough, until, resolve, reject });
      if (!this.looking) void this.keepLooking();
    });
  }

  private async keepLooking(): Promise<void> {
    this.looking = true;
    // Those who ask in the same turn of the event loop are looked up together.
    await pause(0);
    while (this.watchers.length > 0) {
      await this.lookOnce();
      if (this.watchers.length > 0) await pause(lookEveryMs);
    }
    this.looking = false;
  }

  private async lookOnce(): Promise<void> {
    const asking = this.watchers;
    this.watchers = [];
    try {
      const numbers = [...new Set(asking.map(({ number }) => number))];
      const found = await readSettlements(this.pool, numbers);
      const byNumber = new Map(found.map((settlement) => [settlement.number, settlement]));
      for (const watcher of asking) this.tell(watcher, byNumber.get(watcher.number));
    } catch (error) {
      for (const { reject } of asking) reject(error);
    }
  }

  private tell(watcher: Watcher, settlement: Settlement | undefined): void {
    if (settlement !== undefined && watcher.isEnough(settlement)) watcher.resolve(settlement);
    else if (settlement === undefined || Date.now() >= watcher.until) watcher.resolve(null);
    else this.watchers.push(watcher);
  }
}
