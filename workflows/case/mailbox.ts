import type { Cause } from '#domain/lifecycle/step';
import type { Command, CommandAnswer, Message, MessageKind } from '#domain/lifecycle/messages';

/** What waits to be taken by the case: a partner's fact, or a person's command. */
export type Letter =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'command'; readonly command: Command };

/**
 * One queue, taken one at a time in the order of arrival. Handlers only enqueue. A fact that comes before its
 * stage is held until its stage; facts come at least once and are kept once, by their number.
 */
export class Mailbox {
  private letters: Letter[];
  private readonly answers = new Map<string, CommandAnswer>();

  constructor(
    held: readonly Message[],
    private lastNo: number,
  ) {
    this.letters = held.map((message) => ({ kind: 'message', message }));
  }

  receive(messages: readonly Message[]): void {
    for (const message of messages) {
      if (message.no <= this.lastNo) continue;
      this.lastNo = message.no;
      this.letters.push({ kind: 'message', message });
    }
  }

  ask(command: Command): void {
    if (this.answers.has(command.id) || this.isAsked(command.id)) return;
    this.letters.push({ kind: 'command', command });
  }

  answer(commandId: string, answer: CommandAnswer): void {
    this.answers.set(commandId, answer);
  }

  answerTo(commandId: string): CommandAnswer | undefined {
    return this.answers.get(commandId);
  }

  /** The first letter that may be taken now: any command, and any fact that `takes` accepts. */
  take(takes: (kind: MessageKind) => boolean): Letter | undefined {
    const index = this.letters.findIndex((letter) => isTakeable(letter, takes));
    return index < 0 ? undefined : this.letters.splice(index, 1)[0];
  }

  /** Puts a letter back to where it was: it has not been taken after all. */
  putBack(letter: Letter): void {
    this.letters.unshift(letter);
  }

  /** Takes out the letter that caused a step. */
  drop(cause: Cause): void {
    this.letters = this.letters.filter((letter) => causeOf(letter) !== cause);
  }

  has(takes: (kind: MessageKind) => boolean): boolean {
    return this.letters.some((letter) => isTakeable(letter, takes));
  }

  get lastMessageNo(): number {
    return this.lastNo;
  }

  held(): Message[] {
    return this.letters.flatMap((letter) => (letter.kind === 'message' ? [letter.message] : []));
  }

  private isAsked(commandId: string): boolean {
    return this.letters.some(
      (letter) => letter.kind === 'command' && letter.command.id === commandId,
    );
  }
}

/** The cause of the step that a letter leads to. */
export function causeOf(letter: Letter): Cause {
  return letter.kind === 'message'
    ? `message:${letter.message.no}`
    : `command:${letter.command.id}`;
}

function isTakeable(letter: Letter, takes: (kind: MessageKind) => boolean): boolean {
  return letter.kind === 'command' || takes(letter.message.kind);
}
