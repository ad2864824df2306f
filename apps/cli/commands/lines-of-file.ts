import { createReadStream } from 'node:fs';
import { CommandFailure, exitCodes } from '../failure.js';

/** The lines of a text file, however large, one by one. @throws CommandFailure where it is not UTF-8, naming the line */
export async function* linesOfFile(file: string): AsyncGenerator<string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let line = 1;
  const decoded = (bytes?: Uint8Array) => {
    try {
      return utf8.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new CommandFailure(
        `${file}: from line ${line} on it is not UTF-8`,
        'Save it in that encoding; what stands before that line may be booked already, and is not booked twice.',
        exitCodes.misused,
      );
    }
  };
  for await (const bytes of createReadStream(file)) {
    const parts = (rest + decoded(bytes as Uint8Array)).split('\n');
    rest = parts.pop() ?? '';
    line += parts.length;
    yield* parts;
  }
  rest += decoded();
  if (rest !== '') yield rest;
}
