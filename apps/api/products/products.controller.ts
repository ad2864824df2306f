import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Pack } from '#products/pack';
import { Allow, staff } from '../access/allow.js';
import { PACKS, type PackCatalogue } from '../applications/pack-catalogue.js';
import { Problem } from '../http/problem.js';
import { problemResponse } from '../reference/problem-response.js';
import { identifier } from '../schemas.js';

const product = z
  .object({
    product: z.string(),
    version: z.string(),
    /** Product, version and a hash of the content: what a case keeps. */
    identity: z.string(),
    name: z.record(z.string(), z.string()),
    summary: z.record(z.string(), z.string()),
    /** Whether its parameters were made up for demonstration or agreed by an institution. */
    parameters: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    /** The programmes that an application may name; the first one holds where it names none. */
    programmes: z.array(z.string()),
    /** JSON Schema of the application's form. */
    form: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Product' });
type ProductView = z.output<typeof product>;
const productList = z.object({ items: z.array(product) }).meta({ id: 'ProductList' });

/** What can be applied for. */
@ApiTags('products')
@Controller('products')
@Allow(...staff, 'applicant', 'partner')
export class ProductsController {
  constructor(@Inject(PACKS) private readonly packs: PackCatalogue) {}

  @Get()
  @ApiOperation({ operationId: 'listProducts', summary: 'List the products with their forms' })
  @ApiResponse({
    status: 200,
    standardSchema: productList,
    description: 'The newest pack of each.',
  })
  list(): { items: ProductView[] } {
    return { items: this.packs.list().map(viewOf) };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getProduct', summary: 'Get a product with its form' })
  @ApiResponse({ status: 200, standardSchema: product, description: 'Its newest pack.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  get(@Param('id', { schema: identifier }) id: string): ProductView {
    const found = this.packs.find(id);
    if (found === undefined) throw new Problem('notFound');
    return viewOf(found);
  }
}

function viewOf(pack: Pack): ProductView {
  const { product, version, identity, name, summary, parameters, currency, timeZone, form } = pack;
  return {
    ...{ product, version, identity, parameters, currency, timeZone },
    name: { ...name },
    summary: { ...summary },
    programmes: [...pack.sharing.programmes],
    form: { ...form },
  };
}
