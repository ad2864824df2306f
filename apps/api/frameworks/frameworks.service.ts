import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { businessDate, type BusinessDate } from '#domain/calendar/business-date';
import { businessDateOf } from '#domain/calendar/instant';
import { capHeadroom } from '#domain/payout/payout-amount';
import {
  bankCap,
  capState,
  frameworkProblems,
  headroomOf,
  isCapPeriodOver,
  type FrameworkTerms,
} from '#domain/programmes/framework';
import { listProgrammes, loadProgramme } from '#products/programmes/load-programme';
import { closeFramework } from '#store/framework/cap-use';
import {
  decideFramework,
  findFramework,
  noteEvent,
  proposeFramework,
  type FrameworkRow,
} from '#store/framework/frameworks';
import { tellCapClosed } from '#store/framework/settle';
import { listBooks } from '#store/reading/books';
import { inTransaction } from '#store/transaction';
import type { Caller } from '../access/caller.js';
import { PACKS, type PackCatalogue } from '../applications/pack-catalogue.js';
import { Problem, type ProblemPlace } from '../http/problem.js';
import { POOL } from '../platform.js';
import type { FrameworkRequest, FrameworkView } from './framework.schemas.js';

/** Framework agreements: proposed by one person, confirmed by another, closed when their cap period is over. */
@Injectable()
export class FrameworksService {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(PACKS) private readonly packs: PackCatalogue,
  ) {}

  /** @throws Problem `invalidRequest`, or `frameworkDiffers` for a reference that stands for other terms */
  async propose(
    request: FrameworkRequest,
    caller: Caller,
  ): Promise<{ framework: FrameworkView; isNew: boolean }> {
    const terms = termsOf(request);
    await this.assertAllowed(request, terms);
    const pack = this.packs.find(request.product);
    const proposed = {
      ...terms,
      book: request.book,
      reference: request.reference,
      packVersion: pack?.identity ?? '',
      programmeVersion: loadProgramme(request.programme).identity,
      proposedBy: caller.person,
    };
    const { framework, isNew } = await inTransaction(this.pool, (tx) =>
      proposeFramework(tx, proposed),
    );
    const differs = Object.entries(terms).some(
      ([name, value]) => framework[name as keyof FrameworkTerms] !== value,
    );
    if (differs) throw new Problem('frameworkDiffers');
    return { framework: frameworkView(framework), isNew };
  }

  /** @throws Problem `notFound`, `makerIsChecker` or `frameworkDecided` */
  async decide(id: string, outcome: 'confirm' | 'refuse', caller: Caller): Promise<FrameworkView> {
    const framework = await this.find(id);
    if (framework.proposedBy === caller.person) throw new Problem('makerIsChecker');
    const status = outcome === 'confirm' ? 'inForce' : 'refused';
    const decided = await inTransaction(this.pool, (tx) =>
      decideFramework(tx, id, status, caller.person),
    );
    if (!decided) throw new Problem('frameworkDecided');
    return frameworkView(await this.find(id));
  }

  /**
   * Closes the cap period and tells the cases of which the cap has kept something; repeated, it tells those that were
   * not told yet. @throws Problem `notFound`, `frameworkNotInForce` or `capPeriodRuns`
   */
  async close(id: string, caller: Caller): Promise<number> {
    const framework = await this.find(id);
    if (framework.status !== 'inForce' && framework.status !== 'closed') {
      throw new Problem('frameworkNotInForce');
    }
    if (framework.proposedBy === caller.person) throw new Problem('makerIsChecker');
    if (!isCapPeriodOver(framework, todayOf(framework))) {
      throw new Problem('capPeriodRuns', { detail: `It runs until ${framework.capUntil}.` });
    }
    await inTransaction(this.pool, async (tx) => {
      if (await closeFramework(tx, id, caller.person)) {
        await noteEvent(tx, id, 'CapPeriodClosed', caller.person);
      }
    });
    return tellCapClosed(this.pool, id);
  }

  /** @throws Problem `notFound` */
  async find(id: string): Promise<FrameworkRow> {
    const found = await findFramework(this.pool, id);
    if (found === undefined) throw new Problem('notFound');
    return found;
  }

  private async assertAllowed(request: FrameworkRequest, terms: FrameworkTerms): Promise<void> {
    const { book, product, programme, currency } = request;
    const pack = this.packs.find(product);
    const known = (await listBooks(this.pool)).find(({ id }) => id === book);
    const errors: ProblemPlace[] = [];
    if (known === undefined) errors.push({ pointer: '/book', message: 'there is no such book' });
    else if (known.currency !== currency) {
      errors.push({ pointer: '/currency', message: `this book is in ${known.currency}` });
    }
    if (pack === undefined) {
      errors.push({ pointer: '/product', message: 'there is no such product' });
    } else if (!pack.sharing.programmes.includes(programme)) {
      const message = `must be one of ${pack.sharing.programmes.join(', ')}`;
      errors.push({ pointer: '/programme', message });
    }
    if (listProgrammes().includes(programme)) {
      const problems = frameworkProblems(terms, loadProgramme(programme));
      errors.push(...problems.map(({ field, message }) => ({ pointer: `/${field}`, message })));
    }
    if (errors.length > 0) throw new Problem('invalidRequest', { errors });
  }
}

function termsOf(request: FrameworkRequest): FrameworkTerms {
  const { bank, product, programme, currency, limitMinor, premiumRateBps, capRateBps } = request;
  return {
    ...{ bank, product, programme, currency, limitMinor, premiumRateBps, capRateBps },
    largestLoanMinor: request.largestLoanMinor ?? null,
    lendsFrom: businessDate(request.lendsFrom),
    lendsUntil: businessDate(request.lendsUntil),
    capUntil: businessDate(request.capUntil),
  };
}

/** Today in the framework's book. */
export function todayOf({ timeZone }: Pick<FrameworkRow, 'timeZone'>): BusinessDate {
  return businessDateOf(new Date().toISOString(), timeZone);
}

/** A framework with its headroom and its cap, as they stand. */
export function frameworkView(row: FrameworkRow): FrameworkView {
  const { proposedAt, decidedAt, warnedAt, stoppedAt, closedAt, ...rest } = row;
  const instantOf = (date: Date | null): string | null => date?.toISOString() ?? null;
  return {
    ...rest,
    use: useOf(row),
    proposedAt: proposedAt.toISOString(),
    decidedAt: instantOf(decidedAt),
    warnedAt: instantOf(warnedAt),
    stoppedAt: instantOf(stoppedAt),
    closedAt: instantOf(closedAt),
  };
}

function useOf(row: FrameworkRow): FrameworkView['use'] {
  const terms = loadProgramme(row.programme, row.programmeVersion).payoutCap;
  const cap = terms === null ? { capRateBps: 0, baseMinor: 0, usedMinor: 0 } : bankCap(row, terms);
  return {
    headroomMinor: headroomOf(row),
    capMinor: capHeadroom({ ...cap, usedMinor: 0 }),
    capHeadroomMinor: capHeadroom(cap),
    capState: terms === null ? 'free' : capState(cap, terms),
  };
}
