/** An answer that took this long to find is worth keeping. */
const WORTH_KEEPING_MS = 20;
/** A heavy answer is some hundred kilobytes at most: kept ones stay below a few megabytes. */
const MOST_KEPT = 40;

/**
 * Keeps answers that took long, for as long as the books stand still: with another state of them all are forgotten. Of
 * the kept ones those asked for longest ago go first.
 */
export class AnswerCache {
  private version = '';
  private readonly kept = new Map<string, object>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The kept answer to a question about this state of the books, or the one that `find` gives. */
  async answer(version: string, question: object, find: () => Promise<object>): Promise<object> {
    this.forgetUnless(version);
    const key = JSON.stringify(question);
    const known = this.kept.get(key);
    if (known !== undefined) {
      this.keep(key, known);
      return known;
    }
    const beganMs = this.now();
    const found = await find();
    if (this.version === version && this.now() - beganMs >= WORTH_KEEPING_MS) this.keep(key, found);
    return found;
  }

  private forgetUnless(version: string): void {
    if (this.version === version) return;
    this.kept.clear();
    this.version = version;
  }

  private keep(key: string, answer: object): void {
    this.kept.delete(key);
    this.kept.set(key, answer);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}
