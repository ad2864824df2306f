import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Settings } from '#config/settings';
import { decideGuaranteedAmount } from '#domain/issuance/guaranteed-amount';
import { problemsOfPromise, type PromisedTerms } from '#domain/issuance/promise';
import { problemsOfRelations, type DeclaredRelations } from '#domain/limits/relations';
import type { Programme } from '#domain/programmes/programme';
import { checkApplication } from '#products/application-form';
import type { Pack } from '#products/pack';
import { loadProgramme } from '#products/programmes/load-programme';
import type { ReceivedApplication } from '#store/inbox/receive-application';
import { listBooks, type BookRow } from '#store/reading/books';
import { pointerOf } from '../http/request-schema-pipe.js';
import { POOL, SETTINGS } from '../platform.js';
import type { ApplicationRequest } from './application.schemas.js';
import { PACKS, type PackCatalogue } from './pack-catalogue.js';

/** One thing wrong with an application: a JSON pointer into it, and what. */
export interface FormProblem {
  readonly pointer: string;
  readonly message: string;
}

/** An application that can become a case, or all that is wrong with it. */
export type CheckedApplication =
  | { readonly kind: 'valid'; readonly application: Omit<ReceivedApplication, 'submittedBy'> }
  | { readonly kind: 'invalid'; readonly problems: readonly FormProblem[] };

/** Holds an application against its product's pack and its book. What the rules say of it is screening's matter. */
@Injectable()
export class ApplicationCheck {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(PACKS) private readonly packs: PackCatalogue,
  ) {}

  async check(request: ApplicationRequest): Promise<CheckedApplication> {
    const pack = this.packs.find(request.product);
    const book = this.chooseBook(request, await listBooks(this.pool));
    const programme = pack === undefined ? undefined : programmeOf(request, pack);
    const problems = [
      ...problemsOfPack(request, pack),
      ...(typeof programme === 'string' ? [{ pointer: '/programme', message: programme }] : []),
      ...(typeof book === 'string' ? [{ pointer: '/book', message: book }] : []),
      ...problemsOfAmounts(request, pack, typeof programme === 'object' ? programme : undefined),
      ...problemsOfTerms(request, pack),
      ...problemsOfParties(request),
      ...this.problemsOfClock(request),
    ];
    if (problems.length > 0 || pack === undefined || typeof book === 'string') {
      return { kind: 'invalid', problems };
    }
    if (typeof programme !== 'object') return { kind: 'invalid', problems };
    return { kind: 'valid', application: received(request, pack, programme, book) };
  }

  /** The book named, or the only one in the currency; else what is wrong, in words. */
  private chooseBook(request: ApplicationRequest, books: readonly BookRow[]): BookRow | string {
    const ofCurrency = books.filter((book) => book.currency === request.currency);
    if (request.book === undefined) {
      const [only, another] = ofCurrency;
      if (only === undefined)
        return `there is no book in ${request.currency}: operations opens one by PUT /books/{id}`;
      return another === undefined ? only : `name the book: several are in ${request.currency}`;
    }
    const named = books.find((book) => book.id === request.book);
    if (named === undefined) return 'there is no such book: GET /books lists them';
    return named.currency === request.currency ? named : `this book is in ${named.currency}`;
  }

  private problemsOfClock({ clock, appliedOn }: ApplicationRequest): FormProblem[] {
    if (clock === undefined) return [];
    if (!this.settings.demonstration) {
      return [{ pointer: '/clock', message: 'driven clocks are for demonstrations only' }];
    }
    const dayAfterTheNext = Date.parse(clock.startsAt) + 24 * 60 * 60 * 1000;
    return Date.parse(appliedOn) <= dayAfterTheNext
      ? []
      : [{ pointer: '/appliedOn', message: 'is after the day on which the clock starts' }];
  }
}

function problemsOfPack(request: ApplicationRequest, pack: Pack | undefined): FormProblem[] {
  if (pack === undefined)
    return [{ pointer: '/product', message: 'there is no such product: GET /products lists them' }];
  const form = problemsOfForm(request, pack);
  if (pack.currency === request.currency) return form;
  return [{ pointer: '/currency', message: `this product is in ${pack.currency}` }, ...form];
}

function problemsOfForm({ form }: ApplicationRequest, pack: Pack): FormProblem[] {
  const answer = checkApplication(form, pack.form);
  if (answer.kind === 'valid') return [];
  return answer.errors.map(({ field, message }) => ({
    pointer: pointerOf(['form', ...field.split('.').filter((name) => name !== '')]),
    message,
  }));
}

/** The programme named, or the product's first; else what is wrong, in words. */
function programmeOf({ programme }: ApplicationRequest, pack: Pack): Programme | string {
  const offered = singleProgrammes(pack);
  const [first] = offered;
  if (programme === undefined) {
    return first ?? 'this product is guaranteed in batches only: file it under a framework';
  }
  const named = offered.find((known) => known.programme === programme);
  return named ?? `must be one of ${offered.map((known) => known.programme).join(', ')}`;
}

function singleProgrammes(pack: Pack): Programme[] {
  return pack.sharing.programmes
    .map((name) => loadProgramme(name))
    .filter(({ modes }) => modes.includes('single'));
}

function problemsOfAmounts(
  request: ApplicationRequest,
  pack: Pack | undefined,
  programme: Programme | undefined,
): FormProblem[] {
  const pointer = '/amountMinor';
  if (request.amountMinor > request.loanMinor)
    return [{ pointer, message: 'is more than the loan' }];
  if (pack === undefined || programme === undefined) return [];
  const { guaranteedPart } = pack.sharing;
  const sharing = { guaranteedPart, riskShares: programme.shares };
  const outcome = decideGuaranteedAmount(request, sharing);
  if (outcome.kind === 'agreed') return [];
  const message = `this product guarantees ${outcome.guaranteedMinor} of this loan: the bank keeps the rest`;
  return [{ pointer, message }];
}

function problemsOfTerms(request: ApplicationRequest, pack: Pack | undefined): FormProblem[] {
  if (pack === undefined) return [];
  const offered = pack.letter.kindsOfGuarantee ?? ['ordinary'];
  return problemsOfPromise(promiseOf(request), request.bank, offered).map(({ field, message }) => ({
    pointer: `/${field}`,
    message,
  }));
}

function problemsOfParties(request: ApplicationRequest): FormProblem[] {
  const { registrationNo } = request.applicant;
  return problemsOfRelations(relationsOf(request), registrationNo).map(({ field, message }) => ({
    pointer: `/${field}`,
    message,
  }));
}

function relationsOf({ controller, relatedParties }: ApplicationRequest): DeclaredRelations {
  return {
    ...(controller === undefined ? {} : { controller }),
    ...(relatedParties === undefined ? {} : { relatedParties }),
  };
}

function promiseOf(request: ApplicationRequest): PromisedTerms {
  const { kindOfGuarantee, capCovers, beneficiaries } = request;
  return {
    ...(kindOfGuarantee === undefined ? {} : { kindOfGuarantee }),
    ...(capCovers === undefined ? {} : { capCovers }),
    ...(beneficiaries === undefined ? {} : { beneficiaries }),
  };
}

function received(
  request: ApplicationRequest,
  pack: Pack,
  programme: Programme,
  book: BookRow,
): Omit<ReceivedApplication, 'submittedBy'> {
  const { product, bank, currency, amountMinor, loanMinor, tenorMonths, appliedOn } = request;
  return {
    book: book.id,
    clientReference: request.clientReference ?? null,
    product,
    packVersion: pack.identity,
    programme: programme.programme,
    programmeVersion: programme.identity,
    currency,
    bank,
    loanMinor,
    amountMinor,
    tenorMonths,
    promise: promiseOf(request),
    appliedOn,
    clock: request.clock?.kind ?? 'real',
    startsAt: request.clock?.startsAt ?? new Date().toISOString(),
    applicant: request.applicant,
    form: request.form,
    consent: request.consent ?? null,
    relations: relationsOf(request),
  };
}
