import type { OpenInput } from '../input/open-input.js';
import { textChunks } from '../input/open-input.js';
import { decodeText, wholeOf } from '../input/whole-input.js';
import { logName } from '../log-name.js';
import { EventIntake, type LogReading, type ReadingOptions } from '../reading.js';
import { flattenOcel } from './flatten-ocel.js';
import type { OcelLog } from './ocel-log.js';
import { parseOcelJson } from './read-ocel-json.js';
import { parseOcelSqlite } from './read-ocel-sqlite.js';
import { parseOcelXml } from './read-ocel-xml.js';

export type OcelFormat = 'ocel-json' | 'ocel-xml' | 'ocel-sqlite';

export interface OcelOptions extends ReadingOptions {
  /** The type of objects that are the cases; without it the type that most events are related to. */
  readonly objectType?: string;
}

/** Reads an OCEL 2.0 log of any of its three formats, whole, and flattens it on one type of objects. */
export async function readOcelInput(
  file: string,
  input: OpenInput,
  format: OcelFormat,
  options: OcelOptions,
): Promise<LogReading> {
  const intake = new EventIntake(file, options.lenient ?? false);
  flattenOcel(await parseOcel(input, format, options.lenient), options.objectType, intake);
  return intake.finish(options.name ?? logName(file));
}

/** The object-centric log itself. Throws BrokenInput where the input is none. */
export async function parseOcel(
  input: OpenInput,
  format: OcelFormat,
  lenient = false,
): Promise<OcelLog> {
  switch (format) {
    case 'ocel-json':
      return parseOcelJson(decodeText(await wholeOf(textChunks(input)), lenient));
    case 'ocel-xml':
      return parseOcelXml(textChunks(input));
    case 'ocel-sqlite':
      return parseOcelSqlite(await wholeOf(input.chunks));
  }
}
