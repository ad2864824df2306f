import { readFile } from 'node:fs/promises';
import { checkedRules } from '#mining/analyses/judgement';
import type { Subject } from '#mining/analyses/subject';
import { type RuleFault, readRules, rulesOf, unknownActivities } from '#mining/rules/rules-file';
import { countedText } from '#mining/report/duration-text';
import { CommandFailure, exitCodes } from '../failure.js';

/** Checks a rules file on the cases: which rules are broken, how often and by whom. */
export async function rulesText(
  subject: Subject,
  file: string,
  { json, most }: { readonly json?: boolean; readonly most: number },
): Promise<string> {
  const declared = readRules(await textOf(file));
  if ('faults' in declared) throw refusal(file, declared.faults);
  const unknown = unknownActivities(subject.log, declared);
  if (unknown.length > 0) throw refusal(file, unknown);
  const found = checkedRules(subject, rulesOf(declared), most);
  if (json === true) return JSON.stringify(found);
  return found.rules
    .flatMap(({ rule, kind, judged, undecided, breaches, cases }) => [
      `${breaches === 0 ? 'kept  ' : 'broken'}  ${rule} (${kind}): ${countedText(breaches, 'breach', 'breaches')} in ${countedText(judged, 'case')}, ${undecided} not to be judged yet`,
      ...(cases.length === 0 ? [] : [`        ${cases.join(', ')}`]),
    ])
    .join('\n');
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new CommandFailure(`${file}: ${(error as Error).message}`, undefined, exitCodes.misused);
  });
}

function refusal(file: string, faults: readonly RuleFault[]): CommandFailure {
  const lines = faults.map(({ pointer, message }) => `${pointer}: ${message}`);
  return new CommandFailure(`${file}: ${lines.join('; ')}`, undefined, exitCodes.misused);
}
