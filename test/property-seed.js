// Properties draw new lives at every run; in CI they draw the same ones, so that a landing can be repeated.
import fc from 'fast-check';

if (process.env.CI) fc.configureGlobal({ seed: 20261122 });
