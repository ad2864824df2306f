import type { Say } from '../stack/names.js';
import type { Stack } from '../stack/stack.js';
import { workAt } from '../session.js';
import { playPortfolio } from './play-portfolio.js';

const patienceMs = 180_000;

/** Plays the demonstration's portfolio on a stack that was just started, until done or told to stop. */
export async function playOnStack(stack: Stack, say: Say, stop: AbortSignal): Promise<void> {
  const sbaFile = process.env.AVAL_PORTFOLIO;
  await workAt(stack.urls, process.env, { patienceMs, signal: stop }, async (session) => {
    say('Playing the demonstration portfolio (a minute or two) …');
    await playPortfolio(session, {
      signal: stop,
      ...(sbaFile === undefined || sbaFile === '' ? {} : { sbaFile }),
    });
    if (!stop.aborted) say('The demonstration portfolio is played.');
  });
}
