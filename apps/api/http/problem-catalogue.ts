import type { ProblemKind } from './problem-kind.js';
import { refusals } from './refusals-of-a-case.js';

const requests = {
  malformedRequest: {
    status: 400,
    title: 'The request cannot be read',
    explanation:
      'The body is not JSON in UTF-8, holds a character that cannot be stored (NUL, half a surrogate pair), nests too deeply, or the address is not a valid one.',
  },
  invalidParameter: {
    status: 400,
    title: 'A parameter is wrong',
    explanation:
      'A query parameter or a header does not fit its schema; `errors` names each and why.',
  },
  cursorInvalid: {
    status: 400,
    title: 'The cursor is not one of ours',
    explanation: 'Use `next` of the page before, with the same filters and the same sorting.',
  },
  invalidRequest: {
    status: 422,
    title: 'The body does not fit',
    explanation: '`errors` names every place as a JSON pointer, and what is wrong there.',
  },
  rateMissing: {
    status: 422,
    title: 'A rate is missing',
    explanation:
      'Sums cross currencies only by a dated rate: send one for the pair that the detail names, of that day or before.',
  },
  idempotencyKeyMissing: {
    status: 400,
    title: 'An Idempotency-Key is needed',
    explanation:
      'Send a key of your own (1 to 255 visible characters), new for every application, the same when you repeat one.',
  },
  idempotencyKeyInFlight: {
    status: 409,
    title: 'A request with this key is still under way',
    explanation: 'Repeat it in a moment: it will be given the first one’s answer.',
  },
  idempotencyKeyReused: {
    status: 422,
    title: 'This key was used for another body',
    explanation: 'A key stands for one application for ever. Use a new one.',
  },
  preconditionRequired: {
    status: 428,
    title: 'If-Match is needed',
    explanation:
      'Send the ETag of what you have read, so that you change nothing unseen; `*` to act on whatever is there.',
  },
  preconditionFailed: {
    status: 412,
    title: 'It has changed since you read it',
    explanation: 'The ETag in If-Match is no longer the current one. Read it again, then decide.',
  },
  unauthenticated: {
    status: 401,
    title: 'A valid token is needed',
    explanation:
      'Send `Authorization: Bearer …` with a token of the configured issuer, meant for this API, that has not expired.',
  },
  forbidden: {
    status: 403,
    title: 'Your roles do not allow this',
    explanation: 'None of the roles in your token may use this operation.',
  },
  notFound: {
    status: 404,
    title: 'There is no such thing',
    explanation: 'Nothing of that name is here, or it is not yours to see.',
  },
  methodNotAllowed: {
    status: 405,
    title: 'This method is not offered here',
    explanation: 'The Allow header names those that are.',
  },
  payloadTooLarge: {
    status: 413,
    title: 'The body is too large',
    explanation: 'A body may have up to one mebibyte.',
  },
  unsupportedMediaType: {
    status: 415,
    title: 'The content type is not understood',
    explanation: 'Bodies are `application/json`.',
  },
} as const satisfies Record<string, ProblemKind>;

const ofTheHouse = {
  signatureRejected: {
    status: 401,
    title: 'The webhook’s signature was rejected',
    explanation:
      'The raw bytes must be signed after Standard Webhooks with a secret that we share, within five minutes of now. The detail says what is wrong.',
  },
  clockIsReal: {
    status: 409,
    title: 'The clock of this case is real',
    explanation: 'Only a case that was opened with a driven clock can be advanced.',
  },
  clockGoesBack: {
    status: 409,
    title: 'A clock never goes back',
    explanation: 'The case’s clock is past the instant that was asked for.',
  },
  drivenClocksRefused: {
    status: 403,
    title: 'Driven clocks are refused',
    explanation: 'This installation is not a demonstration: clocks run by themselves.',
  },
  notSettled: {
    status: 409,
    title: 'The case has not settled',
    explanation:
      'Orders to partners or partners’ facts are still on their way after 30 seconds. Try again.',
  },
  proposalDecided: {
    status: 409,
    title: 'The proposal was decided before',
    explanation: 'A proposal is confirmed or rejected once. Propose anew what should hold instead.',
  },
  closingRefused: {
    status: 409,
    title: 'The book cannot be closed so',
    explanation:
      'The period is closed already, another proposal of the book is open, this one is decided, or nothing is posted. The detail says which.',
  },
  differenceNotOpen: {
    status: 409,
    title: 'No such difference is open',
    explanation:
      'The drawdown agrees, or somebody has resolved it already. Read the statement again.',
  },
  bookDiffers: {
    status: 409,
    title: 'A book of this name is another one',
    explanation: 'A book keeps its guarantor, currency, regime and time zone for ever.',
  },
  unavailable: {
    status: 503,
    title: 'Something we depend on does not answer',
    explanation:
      'The database, Temporal, a worker or the token issuer cannot be reached. Nothing is lost; try again. A command may be repeated under its Idempotency-Key.',
  },
  internal: {
    status: 500,
    title: 'A fault of ours',
    explanation: 'The request met a bug. It was logged under `instance`.',
  },
} as const satisfies Record<string, ProblemKind>;

const ofFrameworks = {
  frameworkDiffers: {
    status: 409,
    title: 'A framework of this reference has other terms',
    explanation: 'A reference stands for one framework in its book for ever. Use a new one.',
  },
  frameworkDecided: {
    status: 409,
    title: 'The framework was decided before',
    explanation: 'A proposal is confirmed or refused once.',
  },
  frameworkNotInForce: {
    status: 409,
    title: 'The framework is not in force',
    explanation: 'It is not confirmed yet, was refused, or its cap period is closed.',
  },
  capPeriodRuns: {
    status: 409,
    title: 'The cap period still runs',
    explanation: 'It can be closed from the day after its last one.',
  },
  monthNotBegun: {
    status: 409,
    title: 'The month has not begun',
    explanation: 'A statement is drawn of a month that is over or under way.',
  },
  amountDiffers: {
    status: 409,
    title: 'The amount is not the statement’s',
    explanation: 'A statement is settled as a whole; the detail names both amounts.',
  },
  receivedBefore: {
    status: 409,
    title: 'The statement was paid before',
    explanation: 'A statement is settled once.',
  },
  receivedTooEarly: {
    status: 409,
    title: 'The day of receipt is too early',
    explanation:
      'A guarantee on the statement came into force, and owed its premium, only after that day.',
  },
  notYetInForce: {
    status: 409,
    title: 'A guarantee on the statement is not in force yet',
    explanation: 'Rows just accepted come into force in a moment. Try again.',
  },
} as const satisfies Record<string, ProblemKind>;

/** Every problem that the API answers with, by its stable code. */
export const problemCatalogue = {
  ...requests,
  ...ofTheHouse,
  ...ofFrameworks,
  ...refusals,
} as const;

export type ProblemCode = keyof typeof problemCatalogue;

/** The kind of a code that came from outside, or nothing. */
export function problemKindOf(code: string): ProblemKind | undefined {
  return Object.hasOwn(problemCatalogue, code) ? problemCatalogue[code as ProblemCode] : undefined;
}
