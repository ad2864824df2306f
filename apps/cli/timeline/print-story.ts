import { widthOf } from '../text-table.js';
import type { Terminal } from '../terminal.js';
import type { StoryLine } from './story.js';
import { inWords } from './words.js';

const dayWidth = 10;
const gap = '  ';
/** Narrower than this, lines are left to the terminal to break. */
const leastTextWidth = 24;

/** Date, stage and what happened in three columns; a date or stage that goes on is not repeated. */
export function printedStory(
  lines: readonly StoryLine[],
  { colours, columns }: Pick<Terminal, 'colours' | 'columns'>,
): string[] {
  const stageWidth = Math.max(...lines.map(({ stage }) => inWords(stage).length), 0);
  const indent = dayWidth + stageWidth + 2 * gap.length;
  return lines.flatMap((line, index) => {
    const before = lines[index - 1];
    const isNewStage = before?.stage !== line.stage;
    const day = isNewStage || before.day !== line.day ? line.day : '';
    const stage = isNewStage ? inWords(line.stage) : '';
    const stageCell =
      stage === '' ? ' '.repeat(stageWidth) : colours.cyan(stage.padEnd(stageWidth));
    const [first = '', ...rest] = brokenInto(line.text, (columns ?? Infinity) - indent);
    const tone = line.kind === 'wait' ? colours.yellow : (text: string) => text;
    return [
      `${day.padEnd(dayWidth)}${gap}${stageCell}${gap}${tone(first)}`,
      ...rest.map((text) => ' '.repeat(indent) + tone(text)),
    ];
  });
}

/** A blank at which a line may be broken: not the one between a currency and its amount. */
const breakable = /(?<!\b[A-Z]{3}) /;

/** Breaks a text at its blanks into lines of at most so many columns; a longer word has a line of its own. */
export function brokenInto(text: string, width: number): string[] {
  if (width < leastTextWidth) return [text];
  const lines: string[] = [];
  for (const word of text.split(breakable)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
