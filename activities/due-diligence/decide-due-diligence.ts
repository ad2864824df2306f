import { decideDueDiligence as decide } from '#domain/due-diligence/decide-due-diligence';
import type { DueDiligenceReport } from '#domain/due-diligence/decide-due-diligence';
import type { CommandAnswer } from '#domain/lifecycle/messages';
import type { TaskKind } from '#domain/lifecycle/tasks';
import type { CaseStep } from '#store/case/case-step';
import { decidedTasks } from '#store/case/tasks';
import type { TaskRow } from '#store/case/tasks';
import { decideTask, refuse } from '../case/decide-task.js';
import { endCase, pass } from '../case/passage.js';
import type { OfCommand, Work } from '../case/work.js';

const kinds = ['leadReport', 'secondReport'] as const satisfies readonly TaskKind[];

/** One officer reports; with both reports in, the case goes on, with a flag where they differ. */
export const decideDueDiligence: Work<OfCommand, CommandAnswer> = async (step, { command }) =>
  decideTask(step, command, kinds, {
    // The database would refuse nothing here: A and B check each other, neither made the other's report.
    check: async ({ task, person }) => {
      const others = (await decidedTasks(step, kinds)).filter(({ kind }) => kind !== task.kind);
      return others.some(({ decidedBy }) => decidedBy === person)
        ? refuse('makerIsChecker')
        : undefined;
    },
    act: () => weighReports(step),
  });

async function weighReports(step: CaseStep): Promise<void> {
  const reports = await decidedTasks(step, kinds);
  const outcome = decide(reportIn(reports, 'leadReport'), reportIn(reports, 'secondReport'));
  if (outcome.kind === 'pending' || outcome.kind === 'refused') return;
  step.note({ kind: 'dueDiligenceDone', data: outcome });
  if (outcome.kind !== 'opposed') {
    pass(step, { name: 'DueDiligenceCompleted', data: { outcome: outcome.kind } });
    return;
  }
  await endCase(step, 'declined', outcome.reasonCodes[0] ?? 'dueDiligence', {
    name: 'ApplicationDeclined',
    data: { reasons: outcome.reasonCodes },
  });
}

function reportIn(reports: readonly TaskRow[], kind: TaskKind): DueDiligenceReport | null {
  const report = reports.find((task) => task.kind === kind);
  if (report?.decidedBy == null) return null;
  return {
    officer: report.decidedBy,
    opinion: report.outcome === 'support' ? 'support' : 'oppose',
    reasonCodes: report.reasons,
  };
}
