import type { BottleneckReport } from '../bottlenecks/bottleneck-report.js';
import type { Estimate } from '../simulation/estimate.js';
import { both, durationHtml, escapeHtml } from './bilingual.js';
import { countText, durationText, shareText } from './duration-text.js';
import { section, tableOf } from './page.js';

/** What would change if: each proposal before and after, with its interval, and how far the simulation is to be trusted. */
export function proposalSection(report: BottleneckReport): string {
  return section(
    both('What would change it', '怎样改进'),
    both(
      'Each change alone, in a simulation that learnt from these cases: mean time of a case without its contractual waits. Before and after share their random draws; the interval is 95 % over repeated seeds and tells the spread of runs, not the error of the model.',
      '每项改动单独在以这些案件标定的仿真中试行：案件平均用时（不含合同等待）。前后使用相同随机数；区间为多个随机种子下的 95% 区间，反映运行波动而非模型误差。',
    ),
    `${trustText(report)}${proposalTable(report)}`,
  );
}

function trustText({ backTest, holdOut }: BottleneckReport): string {
  if (backTest === null)
    return `<p>${both('Too few cases to simulate.', '案件太少，无法仿真。')}</p>`;
  const { observedMeanS, simulatedMeanS, relativeError } = backTest;
  const own = both(
    `Back-test: observed ${durationText(observedMeanS, 'en')}, simulated ${durationText(simulatedMeanS.mean, 'en')} a case; off by <b>${shareText(relativeError)}</b> (median ${shareText(backTest.relativeErrorP50)}, p90 ${shareText(backTest.relativeErrorP90)}).`,
    `回测：实际 ${durationText(observedMeanS, 'zh')}，仿真 ${durationText(simulatedMeanS.mean, 'zh')}；误差 <b>${shareText(relativeError)}</b>（中位 ${shareText(backTest.relativeErrorP50)}，p90 ${shareText(backTest.relativeErrorP90)}）。`,
  );
  const unseen =
    holdOut === null
      ? both('Too few cases to hold any out.', '案件太少，未做留出检验。')
      : both(
          `Held out: learnt on ${countText(holdOut.trainedOn)} cases, off by <b>${shareText(holdOut.relativeError)}</b> on ${countText(holdOut.heldOut)} that it had not seen.`,
          `留出检验：以 ${countText(holdOut.trainedOn)} 件标定，在未见过的 ${countText(holdOut.heldOut)} 件上误差 <b>${shareText(holdOut.relativeError)}</b>。`,
        );
  return `<p>${own} ${unseen}</p>`;
}

function proposalTable({ proposals, backTest }: BottleneckReport): string {
  if (proposals.length === 0)
    return backTest === null
      ? ''
      : `<p class="note">${both('Nothing to propose.', '没有可提的建议。')}</p>`;
  const reach = Math.max(
    ...proposals.flatMap(({ differenceS: { low, high } }) => [Math.abs(low), Math.abs(high)]),
  );
  const rows = proposals.map(
    ({ text, textZh, assumes, assumesZh, beforeS, afterS, differenceS }) => {
      const { mean, low, high } = differenceS;
      return (
        `<tr><td class="step">${both(escapeHtml(text), escapeHtml(textZh))}<small>${both(`assuming that ${escapeHtml(assumes)}`, `假设：${escapeHtml(assumesZh)}`)}</small></td>` +
        `<td class="effect">${intervalSvg(differenceS, reach)}</td>` +
        `<td>${durationHtml(beforeS.mean)} <i>→</i> <b>${durationHtml(afterS.mean)}</b></td>` +
        `<td>${mean > 0 ? '+' : ''}${durationHtml(mean)}<small>${durationHtml(low)} … ${durationHtml(high)}</small></td>` +
        `<td class="said">${verdict(differenceS)}</td></tr>`
      );
    },
  );
  const head = [
    both('proposal', '建议'),
    both('change, 95 % interval', '变化及 95% 区间'),
    both('before → after', '前 → 后'),
    both('difference', '差异'),
    both('verdict', '结论'),
  ];
  return tableOf(head, rows);
}

function verdict({ low, high }: Estimate): string {
  if (high < 0) return both('quicker in every likely run', '可信地变快');
  if (low > 0) return both('slower', '变慢');
  return both('no effect beyond chance', '与偶然波动无异');
}

const WIDTH = 220;
const HEIGHT = 22;

/** The interval around its mean, on one scale for all rows; the line in the middle is no change. */
function intervalSvg({ mean, low, high }: Estimate, reach: number): string {
  const x = (value: number): string =>
    (WIDTH / 2 + (reach > 0 ? value / reach : 0) * (WIDTH / 2 - 6)).toFixed(1);
  const colour = high < 0 ? '#4f9d94' : low > 0 ? '#a3271f' : '#8b95a3';
  return (
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"><path class="rule" d="M${WIDTH / 2} 0V${HEIGHT}"/>` +
    `<path d="M${x(low)} 11H${x(high)}" stroke="${colour}" stroke-width="3" stroke-linecap="round"/>` +
    `<circle cx="${x(mean)}" cy="11" r="5" fill="${colour}"/></svg>`
  );
}
