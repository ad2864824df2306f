import { Body, Controller, Get, Inject, Param, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import { keepBook, listBooks, type BookRow } from '#store/reading/books';
import { Allow, staff } from '../access/allow.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import { currency, identifier, text } from '../schemas.js';
import { bookName } from './book-name.js';

const timeZones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

const bookTerms = z
  .strictObject({
    guarantor: text(200),
    currency,
    regime: z.enum(['decree683', 'none']),
    timeZone: z.string().refine((zone) => timeZones.has(zone), { error: 'is no IANA time zone' }),
  })
  .meta({ id: 'BookTerms' });
const book = bookTerms.extend({ id: identifier, timeZone: z.string() }).meta({ id: 'Book' });
const bookList = z.object({ items: z.array(book) }).meta({ id: 'BookList' });

/** Books: guarantors with their currency and regime. */
@ApiTags('books')
@Controller('books')
export class BooksController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  @Allow(...staff, 'applicant', 'partner')
  @ApiOperation({ operationId: 'listBooks', summary: 'List the books' })
  @ApiResponse({ status: 200, standardSchema: bookList, description: 'All of them.' })
  async list(): Promise<{ items: BookRow[] }> {
    return { items: await listBooks(this.pool) };
  }

  @Put(':id')
  @Allow('operations')
  @ApiOperation({
    operationId: 'keepBook',
    summary: 'Open a book',
    description: 'Repeated with the same terms it changes nothing; a book never changes its terms.',
  })
  @ApiResponse({ status: 200, standardSchema: book, description: 'It is there already.' })
  @ApiResponse({ status: 201, standardSchema: book, description: 'It was opened.' })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'bookDiffers'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async keep(
    @Param('id', { schema: bookName }) id: string,
    @Body({ schema: bookTerms }) terms: z.output<typeof bookTerms>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BookRow> {
    const kept = await keepBook(this.pool, { id, ...terms });
    const names = Object.keys(terms) as (keyof typeof terms)[];
    const differing = names.filter((name) => kept.book[name] !== terms[name]);
    if (differing.length > 0) {
      const stands = differing.map((name) => `${name} ${kept.book[name]}`).join(', ');
      throw new Problem('bookDiffers', {
        detail: `The book ${id} has ${stands}, for ever. Take another name for another book.`,
      });
    }
    reply.status(kept.isNew ? 201 : 200);
    return kept.book;
  }
}
