import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FormSchema } from './pack.js';

/** One thing wrong with an application: the field, a stable code and a text in English. */
export interface FormError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export type FormAnswer =
  { readonly kind: 'valid' } | { readonly kind: 'invalid'; readonly errors: readonly FormError[] };

const validators = new WeakMap<FormSchema, ValidateFunction>();

/** Checks an application against a pack's form. All errors are named at once. */
export function checkApplication(application: unknown, form: FormSchema): FormAnswer {
  const validate = validatorOf(form);
  if (validate(application)) return { kind: 'valid' };
  return { kind: 'invalid', errors: (validate.errors ?? []).map(formError) };
}

/** Compiles a form; throws what is wrong with the schema itself. */
export function validatorOf(form: FormSchema): ValidateFunction {
  const known = validators.get(form);
  if (known !== undefined) return known;
  const validate = newAjv().compile(form);
  validators.set(form, validate);
  return validate;
}

/** The names of a form's fields that hold personal data (`x-personal`): they never leave the store. */
export function personalFields(form: FormSchema): string[] {
  return Object.entries(form.properties)
    .filter(([, field]) => isObject(field) && field['x-personal'] === true)
    .map(([name]) => name);
}

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, validateFormats: true });
  addFormats.default(ajv);
  // Captions in both languages, and the mark of personal data: for screens and the store, not for checking.
  ajv.addKeyword({ keyword: 'x-text', schemaType: 'object' });
  ajv.addKeyword({ keyword: 'x-personal', schemaType: 'boolean' });
  return ajv;
}

function formError(error: ErrorObject): FormError {
  const named: unknown =
    error.keyword === 'required' || error.keyword === 'dependentRequired'
      ? (error.params as { missingProperty?: unknown }).missingProperty
      : (error.params as { additionalProperty?: unknown }).additionalProperty;
  const above = error.instancePath.split('/').filter((step) => step !== '');
  const field = [...above, ...(typeof named === 'string' ? [named] : [])].join('.');
  return { field, code: error.keyword, message: messageOf(error) };
}

function messageOf(error: ErrorObject): string {
  const { allowedValues } = error.params as { allowedValues?: readonly unknown[] };
  const message = error.message ?? 'is not valid';
  return allowedValues === undefined
    ? message
    : `must be one of ${allowedValues.map((value) => JSON.stringify(value)).join(', ')}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
