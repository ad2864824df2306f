import { Pool, types } from 'pg';
import type { CustomTypesConfig } from 'pg';

const int8 = types.builtins.INT8;
const date = types.builtins.DATE;

/** bigint as an exact number, `date` as its text: a business date is not an instant. */
const exactTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === int8) return exactInteger;
    if (oid === date) return (text: string) => text;
    return types.getTypeParser(oid, format);
  }) as CustomTypesConfig['getTypeParser'],
};

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond exact integers`);
  return value;
}

/** A pool under the application's role. The caller ends it. */
export function openPool(url: string, max = 16): Pool {
  return new Pool({ connectionString: url, max, types: exactTypes });
}
