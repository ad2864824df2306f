/** Opening a book through the API. */
import type { AvalApi } from './aval-api.js';
import type { Person } from './people.js';

/** What a book is for ever: a guarantor entity with its currency and regime. */
export interface BookTerms {
  readonly guarantor: string;
  readonly currency: string;
  readonly regime: 'decree683' | 'none';
  readonly timeZone: string;
}

/** Opens the book, or finds it open under these very terms. @throws Refusal `bookDiffers` */
export async function keepBook(
  { door, tokens }: AvalApi,
  book: string,
  terms: BookTerms,
  by: Person,
): Promise<void> {
  await door.call({
    method: 'PUT',
    path: `/books/${encodeURIComponent(book)}`,
    body: terms,
    token: await tokens.of(by),
  });
}
