import { problemCatalogue, type ProblemCode } from './problem-catalogue.js';

/** One thing that is wrong with a request: where (a JSON pointer into the body, or a parameter), and what. */
export interface ProblemPlace {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly message: string;
}

export interface ProblemParts {
  readonly detail?: string;
  readonly errors?: readonly ProblemPlace[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An expected refusal, answered as Problem Details (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: ProblemCode,
    readonly parts: ProblemParts = {},
  ) {
    super(parts.detail ?? problemCatalogue[code].title);
    this.name = 'Problem';
    this.status = problemCatalogue[code].status;
    this.headers = parts.headers ?? {};
  }

  /** The body: `type` leads to the code's explanation, `instance` names this very answer in our log. */
  body(instance: string): object {
    const { title, explanation } = problemCatalogue[this.code];
    return {
      type: `/problems/${this.code}`,
      title,
      status: this.status,
      code: this.code,
      detail: this.parts.detail ?? explanation,
      instance: `urn:aval:request:${instance}`,
      ...(this.parts.errors === undefined ? {} : { errors: this.parts.errors }),
    };
  }
}
