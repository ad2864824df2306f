import { listBooks } from '#store/reading/books';
import type { Queryable } from '#store/queryable';
import { Problem } from '../http/problem.js';

/** @throws Problem `notFound` where no such book was ever opened. */
export async function knownBook(store: Queryable, id: string): Promise<void> {
  const isKnown = (await listBooks(store)).some((book) => book.id === id);
  if (!isKnown) throw new Problem('notFound');
}
