/**
 * Whether a spreadsheet might compute this text, which is why it is never taken for one (OWASP, CSV injection). Some
 * compute the wide signs too, and none minds what cannot be seen before a sign.
 */
export function isFormula(text: string): boolean {
  return /^[\s\p{Cf}\p{Cc}]*[=+\-@]|^[\t\r]/u.test(text.normalize('NFKC'));
}
