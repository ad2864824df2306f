export type LetterExpiryOutcome =
  /** Nothing was ever drawn: the whole guarantee ends. */
  | { readonly kind: 'lapsed'; readonly releasedMinor: number }
  /** Something was drawn: what is still undrawn is released, the rest lives on. */
  | { readonly kind: 'undrawnReleased'; readonly releasedMinor: number }
  | { readonly kind: 'fullyDrawn' };

/** What becomes of a letter's undrawn amount when its validity ends. */
export function decideLetterExpiry(standing: {
  readonly drawnMinor: number;
  readonly undrawnMinor: number;
}): LetterExpiryOutcome {
  if (standing.drawnMinor === 0) return { kind: 'lapsed', releasedMinor: standing.undrawnMinor };
  if (standing.undrawnMinor === 0) return { kind: 'fullyDrawn' };
  return { kind: 'undrawnReleased', releasedMinor: standing.undrawnMinor };
}
