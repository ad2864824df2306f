/** A bell for one sleeper: rung while nobody sleeps, the next sleep ends at once. */
export class WakeUp {
  private rung = false;
  private stopSleeping: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.stopSleeping?.();
  }

  /** Sleeps until the bell rings, or for `atMostMs`. */
  async sleep(atMostMs: number): Promise<void> {
    if (!this.rung) await this.wait(atMostMs);
    this.rung = false;
  }

  private wait(atMostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, atMostMs);
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
      this.stopSleeping = done;
    });
  }
}
