import { Application } from './application.js';
import { Book } from './book.js';
import { Command } from './command.js';
import { EdgeFact } from './edge-fact.js';
import { Fact } from './fact.js';
import { Guarantee } from './guarantee.js';
import { InboxMessage } from './inbox-message.js';
import { OutboxOrder } from './outbox-order.js';
import { Party } from './party.js';
import { ProcessEvent } from './process-event.js';
import { Step } from './step.js';
import { Task } from './task.js';
import { Vote } from './vote.js';

/** Every entity of the core; the ledger's are its own. */
export const entities = [
  Application,
  Book,
  Command,
  EdgeFact,
  Fact,
  Guarantee,
  InboxMessage,
  OutboxOrder,
  Party,
  ProcessEvent,
  Step,
  Task,
  Vote,
];

export {
  Application,
  Book,
  Command,
  EdgeFact,
  Fact,
  Guarantee,
  InboxMessage,
  OutboxOrder,
  Party,
  ProcessEvent,
  Step,
  Task,
  Vote,
};
