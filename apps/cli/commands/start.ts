import { WrongSettings } from '#config/settings';
import { Command, InvalidArgumentError } from 'commander';
import { join } from 'node:path';
import pc from 'picocolors';
import {
  messageOf,
  serviceNames,
  StackFailure,
  type Say,
  type ServiceName,
} from '../stack/names.js';
import { isPort, portCatalogue, portNames, portWanted } from '../stack/ports.js';
import { openScreen, type Screen } from '../stack/screen.js';
import { startStack, type Stack } from '../stack/stack.js';
import { watchStages } from '../stack/stage-counts.js';
import { listenForStop, type StopWishes } from '../stack/stop-wishes.js';

/** What `start` does beyond running the stack. */
export interface StartExtras {
  /** Plays the demonstration portfolio on the running stack, until done or told to stop. */
  play?(stack: Stack, say: Say, stop: AbortSignal): Promise<void>;
  /** Lines that tell the reader what to try next, once the portfolio is played. */
  hints?(stack: Stack): Promise<readonly string[]>;
}

interface StartOptions {
  readonly directory: string;
  readonly only?: readonly ServiceName[];
  readonly play: boolean;
  readonly portfolio?: string;
  readonly json?: boolean;
  readonly [portFlag: string]: unknown;
}

/** `aval start`: everything up, a demonstration portfolio played, until Ctrl-C. */
export function startCommand(extras: StartExtras = {}): Command {
  const command = new Command('start')
    .configureHelp({ commandUsage: () => 'npm start -- [options]' })
    .description(
      'start PostgreSQL, Temporal, worker, API and partner sandbox, play a demonstration portfolio, and stay up until Ctrl-C',
    )
    .option('--directory <path>', 'state folder', process.env.AVAL_STATE_DIR ?? '.aval')
    .option('--only <services>', `only these of ${serviceNames.join(', ')}`, readServices)
    .option('--no-play', 'play no demonstration portfolio')
    .option('--portfolio <file>', 'also play every 500th row of this file in the public SBA format')
    .option('--json', 'print the addresses as one line of JSON once all is up');
  for (const name of portNames) {
    const { flag, what, standard, variable } = portCatalogue[name];
    command.option(`${flag} <port>`, `port of ${what} (${standard}, or ${variable})`, readPort);
  }
  return command.action(async (options: StartOptions) => {
    process.exitCode = await start(options, extras);
  });
}

/** What was given is named by its flag, not by the variable behind it. */
function readPort(text: string): string {
  if (isPort(text)) return text;
  throw new InvalidArgumentError(portWanted);
}

function readServices(text: string): ServiceName[] {
  const names = text.split(',').map((name) => name.trim());
  const known: readonly string[] = serviceNames;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return names as ServiceName[];
  throw new InvalidArgumentError(`${unknown.join(', ')}: say ${serviceNames.join(', ')}.`);
}

/** Flags win over the environment. */
function environmentWith(options: StartOptions): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of portNames) {
    const { flag, variable } = portCatalogue[name];
    const key = flag.slice(2).replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
    const given = options[key];
    if (typeof given === 'string') env[variable] = given;
  }
  if (options.portfolio) env.AVAL_PORTFOLIO = options.portfolio;
  return env;
}

async function start(options: StartOptions, extras: StartExtras): Promise<number> {
  const screen = openScreen(options.json ? process.stderr : process.stdout);
  const wishes = listenForStop();
  try {
    screen.say(pc.bold('Aval is starting …'));
    const stack = await startStack({
      directory: options.directory,
      env: environmentWith(options),
      log: screen.say,
      stop: wishes.signal,
      ...(options.only ? { only: options.only } : {}),
    });
    try {
      return await stayUp(stack, options, extras, screen, wishes);
    } finally {
      screen.end();
      screen.say('Stopping …');
      await stack.stop();
      screen.say('Stopped. Nothing is left running; the state is kept for the next start.');
    }
  } catch (error) {
    if (wishes.signal.aborted) return 0;
    const expected = error instanceof StackFailure || error instanceof WrongSettings;
    screen.say(
      pc.red(expected || !(error instanceof Error) ? messageOf(error) : String(error.stack)),
    );
    return 1;
  } finally {
    wishes.forget();
  }
}

async function stayUp(
  stack: Stack,
  options: StartOptions,
  extras: StartExtras,
  screen: Screen,
  wishes: StopWishes,
): Promise<number> {
  announce(stack, screen.say);
  if (options.json) console.log(JSON.stringify(publicFacts(stack)));
  const quit = new AbortController();
  const showing = showStages(stack, screen, quit.signal);
  const playing = playAndPropose(stack, options, extras, screen.say, wishes.signal);
  const outcome = await Promise.race([stack.failed, wishes.wished]);
  quit.abort();
  await Promise.all([showing, playing]);
  if (typeof outcome === 'string') {
    screen.say(`Asked to stop: ${outcome}.`);
    return 0;
  }
  screen.say(pc.red(outcome.message));
  return 1;
}

/** What to try is proposed when there is something to try it on. */
async function playAndPropose(
  stack: Stack,
  options: StartOptions,
  extras: StartExtras,
  say: Say,
  stop: AbortSignal,
): Promise<void> {
  if (options.play) await play(stack, extras, say, stop);
  const hints = stop.aborted ? [] : ((await extras.hints?.(stack)) ?? []);
  for (const hint of hints) say(hint);
}

async function play(stack: Stack, extras: StartExtras, say: Say, stop: AbortSignal): Promise<void> {
  try {
    await extras.play?.(stack, say, stop);
  } catch (error) {
    if (!stop.aborted) say(pc.red(`The demonstration portfolio stopped: ${messageOf(error)}`));
  }
}

const showStages = (stack: Stack, screen: Screen, stop: AbortSignal): Promise<void> =>
  watchStages(stack.urls.database, screen, stop);

function announce(stack: Stack, say: Say): void {
  const { urls, ports, sources } = stack;
  const row = (name: string, where: string, note = ''): void => {
    say(`  ${name.padEnd(12)}${pc.cyan(where.padEnd(26))} ${pc.dim(note)}`.trimEnd());
  };
  say(pc.bold(pc.green('Aval is up.')) + ' Ctrl-C stops everything.');
  if (stack.child('api')) row('API', urls.api, 'reference at /docs, document at /openapi.json');
  if (stack.child('sandbox')) row('Sandbox', urls.sandbox, 'bank, e-sign provider, bureau');
  if (stack.child('issuer')) row('Issuer', urls.issuer, 'tokens for the demonstration users');
  row(
    'Temporal',
    urls.temporal,
    [sources.temporal, urls.ui && `screen at ${urls.ui}`].filter(Boolean).join('; '),
  );
  const secrets = join(stack.directory, 'secrets.json');
  const embedded = stack.child('postgres') !== undefined;
  row(
    'PostgreSQL',
    embedded ? `127.0.0.1:${ports.postgres}/aval` : sources.postgres,
    embedded ? `passwords in ${secrets}` : '',
  );
  row('Logs', join(stack.directory, 'logs'));
}

/** What a program that starts us may read: addresses, never passwords. */
const publicFacts = (stack: Stack): Record<string, unknown> => {
  const { api, sandbox, issuer, temporal, ui } = stack.urls;
  return {
    pid: process.pid,
    directory: stack.directory,
    urls: { api, sandbox, issuer, temporal, ui },
    sources: stack.sources,
  };
};
