const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether a text is the code of a currency that there is (ISO 4217, by the runtime's own list): `CNY`, never `ABC`. */
export function isCurrency(code: unknown): code is string {
  return typeof code === 'string' && known.has(code);
}
