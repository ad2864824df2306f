/** Names numbered in order of first appearance. */
export class NameIndex {
  readonly names: string[] = [];
  private readonly codes = new Map<string, number>();
  private lastName: string | undefined;
  private lastCode = -1;

  /** The code of `name`, a new one if it was never seen. */
  codeOf(name: string): number {
    // Events of one case usually come together: the name asked for last time is asked for again.
    if (name === this.lastName) return this.lastCode;
    let code = this.codes.get(name);
    if (code === undefined) {
      code = this.names.length;
      this.names.push(name);
      this.codes.set(name, code);
    }
    this.lastName = name;
    this.lastCode = code;
    return code;
  }

  find(name: string): number | undefined {
    return this.codes.get(name);
  }
}
