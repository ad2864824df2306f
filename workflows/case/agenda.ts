import type { Due } from '#domain/lifecycle/agenda';
import { isCleared } from '#domain/lifecycle/step';
import type { ClearedDue, NewDue } from '#domain/lifecycle/step';

/** The dated things that a case will do of itself, the earliest first; of one instant, in the order planned. */
export class Agenda {
  private dues: Due[];

  constructor(
    dues: readonly Due[],
    private nextNo: number,
  ) {
    this.dues = [...dues];
  }

  plan(planned: readonly NewDue[]): void {
    for (const due of planned) this.dues.push({ ...due, no: this.nextNo++ });
    this.dues.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.no - b.no));
  }

  /** Puts a due back: it has not been performed after all. */
  putBack(due: Due): void {
    this.dues.unshift(due);
  }

  /** Takes off the due of that number. */
  drop(no: number): void {
    this.dues = this.dues.filter((due) => due.no !== no);
  }

  clear(cleared: readonly ClearedDue[]): void {
    this.dues = this.dues.filter((due) => !cleared.some((pattern) => isCleared(due, pattern)));
  }

  first(): Due | undefined {
    return this.dues[0];
  }

  /** Takes the first due off the agenda when its instant has come. */
  takeUpTo(instant: string): Due | undefined {
    const due = this.dues[0];
    if (due === undefined || due.at > instant) return undefined;
    this.dues.shift();
    return due;
  }

  all(): readonly Due[] {
    return this.dues;
  }

  carry(): { agenda: readonly Due[]; nextDueNo: number } {
    return { agenda: this.dues, nextDueNo: this.nextNo };
  }
}
