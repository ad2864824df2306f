import { describe, expect, test } from '@jest/globals';
import { openScreen } from '../../apps/cli/stack/screen.js';
import { summaryOf, tableOf } from '../../apps/cli/stack/stage-counts.js';

const record = (isTTY: boolean) => {
  const written: string[] = [];
  return { written, output: { isTTY, columns: 40, write: (text: string) => written.push(text) } };
};

describe('the live progress', () => {
  test('has a line for each stage and ending that holds cases, in the order of a life', () => {
    const table = tableOf({ released: 158, dueDiligence: 2, intake: 7 });
    expect(table.map((line) => line.trim().replace(/ +/g, ' '))).toEqual([
      'stage cases',
      'intake 7',
      'due diligence 2',
      'released 158 (ending)',
    ]);
  });

  test('says in one line how many are under way and how many have ended', () => {
    expect(summaryOf({ released: 158, writtenOff: 2, intake: 7 })).toBe(
      '7 under way, 160 ended: intake 7 · released 158 · written off 2',
    );
    expect(summaryOf({})).toBe('0 under way, 0 ended');
  });

  test('is drawn anew on a terminal, below the lines that stay', () => {
    const { written, output } = record(true);
    const screen = openScreen(output);
    screen.show(['intake 1'], '');
    screen.say('worker died');
    screen.show(['intake 2'], '');
    expect(written).toEqual([
      'intake 1\n',
      '\u001b[1A\u001b[0Jworker died\nintake 1\n',
      '\u001b[1A\u001b[0Jintake 2\n',
    ]);
  });

  test('goes into a pipe as plain lines, and not one for every look', () => {
    const { written, output } = record(false);
    const screen = openScreen(output);
    screen.show(['intake 1'], '1 under way');
    screen.show(['intake 2'], '2 under way');
    screen.say('worker died');
    expect(written).toEqual(['1 under way\n', 'worker died\n']);
  });
});
