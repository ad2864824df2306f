import { repeatedKey } from '#domain/json/repeated-key';

/** JSON that a person wrote. @throws Error where it is none, or where a key is given twice: nobody knows which one is meant. */
export function writtenJson(text: string): unknown {
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  const key = repeatedKey(text);
  if (key !== undefined) throw new Error(`${key} is given twice: keep one of them`);
  return value;
}
