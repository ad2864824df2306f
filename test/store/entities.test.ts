import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDataSource } from '#store/data-source';
import type { DataSource, EntityMetadata } from 'typeorm';
import { testStack } from '../stack/stack.js';

interface ColumnOfTable {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

let source: DataSource;

beforeAll(async () => {
  source = await openDataSource(testStack().urls.database, 2);
});
afterAll(() => source.destroy());

describe('entities and migrations tell one story', () => {
  test('every table of the core has its entity, column by column', async () => {
    for (const metadata of source.entityMetadatas) {
      expect([metadata.tableName, columnsOfEntity(metadata)]).toEqual([
        metadata.tableName,
        await columnsOfTable(metadata.tableName),
      ]);
    }
    expect(source.entityMetadatas.length).toBeGreaterThan(10);
  });
});

function columnsOfEntity(metadata: EntityMetadata): ColumnOfTable[] {
  return metadata.columns
    .map((column) => ({
      name: column.databaseName,
      type: typeNamed(String(column.type), column.isArray),
      isNullable: column.isNullable,
    }))
    .sort(byName);
}

async function columnsOfTable(table: string): Promise<ColumnOfTable[]> {
  const columns: ColumnOfTable[] = await source.query(
    `select a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as "isNullable"
     from pg_attribute a
     where a.attrelid = ('aval.' || $1)::regclass and a.attnum > 0 and not a.attisdropped`,
    [table],
  );
  return columns.map((column) => ({ ...column, type: typeNamed(column.type, false) })).sort(byName);
}

const longNames: Readonly<Record<string, string>> = {
  timestamptz: 'timestamp with time zone',
  char: 'character',
  bpchar: 'character',
};

function typeNamed(type: string, isArray: boolean): string {
  return `${longNames[type] ?? type}${isArray ? '[]' : ''}`;
}

function byName(left: ColumnOfTable, right: ColumnOfTable): number {
  return left.name < right.name ? -1 : 1;
}
