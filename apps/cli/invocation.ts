/** How a command of ours is called from the checkout: there is no program `aval` on anybody's path. */
export const calledAs = 'npm run aval --';

/** A command line that works as it stands: `npm run aval -- show AV00000001`. */
export const called = (words: string): string => `${calledAs} ${words}`;
