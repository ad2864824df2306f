import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Command, CommandAnswer, CommandKind } from '#domain/lifecycle/messages';
import { isLasting } from '#domain/lifecycle/tasks';
import { openingAfterEnding } from '#store/inbox/after-ending';
import {
  findCommand,
  recordAnswer,
  recordCommand,
  type KnownCommand,
} from '#store/inbox/record-command';
import type { Caller } from '../access/caller.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import { CaseGateway, type Asked } from './case-gateway.js';
import { SettlementWatch } from './settlement-watch.js';

/** What a person asks of a case. */
export interface Asking {
  readonly guarantee: string;
  readonly kind: CommandKind;
  readonly task?: string;
  readonly outcome?: string;
  readonly reasons?: readonly string[];
  readonly comment?: string | undefined;
  readonly data?: Record<string, unknown>;
}

/** Brings people's commands to their cases: what is said is stored first, then the case is asked. */
@Injectable()
export class CommandsService {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly cases: CaseGateway,
    private readonly watch: SettlementWatch,
  ) {}

  /**
   * Has this person given a command under this key? Repeated, it is the same command, and what its author had to have
   * seen was checked the first time.
   */
  async isRepeated(caller: Caller, key: string | undefined): Promise<boolean> {
    return key !== undefined && (await findCommand(this.pool, idOf(caller, key))) !== undefined;
  }

  /**
   * Returns when the case has acted on it, or has set it under way.
   * @param key the person's Idempotency-Key; repeated under it, a command is the same command.
   * @throws Problem with the case's refusal, or `caseHasEnded`
   */
  async give(
    asking: Asking,
    caller: Caller,
    key: string | undefined,
  ): Promise<Exclude<CommandAnswer, { kind: 'refused' }>> {
    const id = key === undefined ? randomUUID() : idOf(caller, key);
    const known = key === undefined ? undefined : await findCommand(this.pool, id);
    if (known !== undefined && !isSame(known, asking)) throw new Problem('idempotencyKeyReused');
    const answer = known?.answer ?? (await this.bring(id, asking, caller));
    if (answer.kind !== 'refused') return answer;
    throw new Problem(answer.code, answer.detail === undefined ? {} : { detail: answer.detail });
  }

  private async bring(id: string, asking: Asking, caller: Caller): Promise<CommandAnswer> {
    const { guarantee, kind, task } = asking;
    if (!isLasting(task) && (await this.hasEnded(guarantee))) throw new Problem('caseHasEnded');
    await recordCommand(this.pool, {
      id,
      guarantee,
      kind,
      task: task ?? null,
      outcome: asking.outcome ?? null,
      reasons: asking.reasons ?? [],
      comment: asking.comment ?? null,
      data: asking.data ?? {},
      byPerson: caller.person,
      byRoles: caller.roles,
    });
    const command = task === undefined ? { id, kind } : { id, kind, task };
    const asked = await this.ask(guarantee, command);
    if (asked.kind === 'absent') throw await this.absence(guarantee);
    await recordAnswer(this.pool, id, asked.answer);
    return asked.answer;
  }

  private ask(guarantee: string, command: Command): Promise<Asked<CommandAnswer>> {
    if (!isLasting(command.task))
      return this.cases.ask(guarantee, command, () => this.hasEnded(guarantee));
    return this.cases.askEvenEnded(guarantee, command, () =>
      openingAfterEnding(this.pool, guarantee),
    );
  }

  private async absence(guarantee: string): Promise<Problem> {
    if (await this.hasEnded(guarantee)) return new Problem('caseHasEnded');
    return new Problem('unavailable', {
      detail: 'The case’s workflow cannot be reached.',
      headers: { 'retry-after': '1' },
    });
  }

  private async hasEnded(guarantee: string): Promise<boolean> {
    return (await this.watch.look(guarantee))?.ending !== null;
  }
}

function isSame(known: KnownCommand, asking: Asking): boolean {
  return (
    known.guarantee === asking.guarantee &&
    known.kind === asking.kind &&
    known.task === (asking.task ?? null) &&
    known.outcome === (asking.outcome ?? null)
  );
}

/** A UUID (version 8, RFC 9562) that the same person and key always give. */
function idOf(caller: Caller, key: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([caller.person, key]))
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
