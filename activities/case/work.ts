import type { Due } from '#domain/lifecycle/agenda';
import type { CaseStep } from '#store/case/case-step';

/** What a step is given beside the case: nothing, a partner's message, a person's command, a due. */
export type Nothing = Record<string, never>;
export interface OfMessage {
  readonly message: number;
}
export interface OfCommand {
  readonly command: string;
}
export interface OfDue {
  readonly due: Due;
}

/** One step of a case, between reading and writing: everything in it happens in one transaction. */
export type Work<Input, Result> = (step: CaseStep, input: Input) => Promise<Result>;
