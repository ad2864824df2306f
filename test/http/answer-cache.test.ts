import { describe, expect, test } from '@jest/globals';
import { AnswerCache } from '../../apps/api/mining/answer-cache.js';

/** A cache on a clock of its own, and how often each question was thought about. */
function thinker(tookMs: number) {
  let nowMs = 0;
  const thought: string[] = [];
  const cache = new AnswerCache(() => nowMs);
  const ask = (version: string, name: string) =>
    cache.answer(version, { name }, () => {
      thought.push(`${name}@${version}`);
      nowMs += tookMs;
      return Promise.resolve({ name, version });
    });
  return { ask, thought };
}

describe('answers about our own cases', () => {
  test('that took long are found once for each state of the books', async () => {
    const { ask, thought } = thinker(1000);
    expect(await ask('1', 'bottlenecks')).toEqual({ name: 'bottlenecks', version: '1' });
    expect(await ask('1', 'bottlenecks')).toEqual({ name: 'bottlenecks', version: '1' });
    expect(await ask('2', 'bottlenecks')).toEqual({ name: 'bottlenecks', version: '2' });
    expect(thought).toEqual(['bottlenecks@1', 'bottlenecks@2']);
  });

  test('that took no time are not kept', async () => {
    const { ask, thought } = thinker(1);
    await ask('1', 'dfg');
    await ask('1', 'dfg');
    expect(thought).toHaveLength(2);
  });

  test('are kept in a bounded number, those asked for longest ago going first', async () => {
    const { ask, thought } = thinker(1000);
    for (let question = 0; question < 40; question++) await ask('1', `q${question}`);
    await ask('1', 'q0');
    await ask('1', 'one more');
    thought.length = 0;
    await ask('1', 'q0');
    await ask('1', 'q1');
    expect(thought).toEqual(['q1@1']);
  });
});
