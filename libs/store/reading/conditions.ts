/** Gathers the conditions of a statement, each with its values as numbered parameters. */
export class Conditions {
  private readonly parts: string[] = [];
  readonly values: unknown[] = [];

  /** Adds `sql` with `?` standing for the values, in their order; with an absent value it adds nothing. */
  add(sql: string, ...values: readonly unknown[]): this {
    if (values.some((value) => value === undefined || value === null)) return this;
    this.parts.push(this.number(sql, values));
    return this;
  }

  /** The parameter of a further value, such as a limit. */
  parameter(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** `where …`, or nothing when nothing was asked. */
  get where(): string {
    return this.parts.length === 0 ? '' : `where ${this.parts.join(' and ')}`;
  }

  private number(sql: string, values: readonly unknown[]): string {
    const open = [...values];
    return sql.replace(/\?/g, () => this.parameter(open.shift()));
  }
}
