import { relationKinds, type DeclaredRelations, type RelationKind } from '../limits/relations.js';
import { isFormula } from './formula-text.js';

type Related = NonNullable<DeclaredRelations['relatedParties']>;
export type FiledController = NonNullable<DeclaredRelations['controller']>;
export type FiledRelatedParties = Related;

type Read<Value> = { readonly value: Value } | { readonly message: string };

const mostParties = 50;
const asWritten = 'name|registration number';

/** Who controls the debtor: an object, or in a cell `name|registration number`. */
export function readController(value: unknown): Read<FiledController> {
  const [name, registrationNo, ...more] = partsOf(value, ['name', 'registrationNo']);
  if (more.length > 0 || !isName(name, 200) || !isName(registrationNo, 80)) {
    return { message: `must be ${asWritten}` };
  }
  return { value: { name, registrationNo } };
}

/** Who is related to the debtor: objects, or in a cell `name|registration number|relation`, one after the other by `;`. */
export function readRelatedParties(value: unknown): Read<FiledRelatedParties> {
  const parties = Array.isArray(value) ? value : String(value).split(/[;；]/);
  if (parties.length > mostParties) return { message: `must be at most ${mostParties} parties` };
  const read = parties.map(readRelated);
  const [wrong] = read.flatMap((party) => ('message' in party ? [party] : []));
  return wrong ?? { value: read.flatMap((party) => ('value' in party ? [party.value] : [])) };
}

function readRelated(value: unknown): Read<Related[number]> {
  const parts = partsOf(value, ['name', 'registrationNo', 'relation']);
  const [name, registrationNo, said = '', ...more] = parts;
  if (more.length > 0 || !isName(name, 200) || !isName(registrationNo, 80)) {
    return { message: `must be ${asWritten}|relation, several by ;` };
  }
  const relation = said === '' ? 'other' : said;
  if (isRelation(relation)) return { value: { name, registrationNo, relation } };
  return { message: `names no relation of ${relationKinds.join(', ')} ("${relation}")` };
}

function partsOf(value: unknown, fields: readonly string[]): (string | undefined)[] {
  if (typeof value === 'string') return value.split(/[|｜]/).map((part) => part.trim());
  if (typeof value !== 'object' || value === null) return [];
  const given = value as Readonly<Record<string, unknown>>;
  if (Object.keys(given).some((field) => !fields.includes(field))) return [];
  return fields.map((field) => {
    const part = given[field];
    return typeof part === 'string' ? part.trim() : undefined;
  });
}

const isRelation = (name: string): name is RelationKind =>
  (relationKinds as readonly string[]).includes(name);

/** A text that is there, not too long, and that a spreadsheet would not compute. */
const isName = (text: string | undefined, longest: number): text is string =>
  text !== undefined && text !== '' && text.length <= longest && !isFormula(text);
