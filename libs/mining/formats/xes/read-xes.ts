import { openInput, textChunks, type OpenInput } from '../input/open-input.js';
import { logName } from '../log-name.js';
import {
  BrokenInput,
  EventIntake,
  guardReading,
  type LogReading,
  type ReadingOptions,
} from '../reading.js';
import { XmlScanner } from '../xml/xml-scanner.js';
import { XesListener } from './xes-listener.js';

/**
 * Reads an XES log (IEEE 1849-2016), plain or gzipped, as a stream: memory is bounded by the log's columns, never by
 * the file. Instants become UTC by their own offset. A case is a trace; traces of one name are one case.
 */
export async function readXes(file: string, options: ReadingOptions = {}): Promise<LogReading> {
  return guardReading(file, async () => readXesInput(file, await openInput(file), options));
}

/** As `readXes`, on an input that is open already. */
export async function readXesInput(
  file: string,
  input: OpenInput,
  options: ReadingOptions,
): Promise<LogReading> {
  const intake = new EventIntake(file, options.lenient ?? false);
  const scanner = new XmlScanner(new XesListener(intake));
  try {
    for await (const chunk of textChunks(input)) scanner.write(chunk);
    scanner.end();
  } catch (trouble) {
    if (!(trouble instanceof BrokenInput)) throw trouble;
    intake.breakOff(trouble);
  }
  return intake.finish(options.name ?? logName(file));
}
