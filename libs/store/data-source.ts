import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { entities } from './entities/index.js';

/** The readers' side: entities over the tables that the steps write. The schema comes from migrations alone. */
export async function openDataSource(url: string, poolMax = 8): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities,
    synchronize: false,
    extra: { max: poolMax },
  });
  return source.initialize();
}
