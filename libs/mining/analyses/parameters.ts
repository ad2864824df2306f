import type { AnalysisName } from './catalogue.js';

/** Analyses of spans of time, which can be measured in office hours; of the others no figure would change by it. */
const measuredInHours: readonly AnalysisName[] = [
  'dfg',
  'durations',
  'handovers',
  'service-times',
  'waiting-times',
  'lead-times',
  'temporal-profile',
  'waiting-causes',
  'root-causes',
];

/** Parameters of a question that an analysis knows nothing of, with what is to be said of each. */
export function unknownTo(
  name: AnalysisName,
  { hours, view }: { readonly hours: string; readonly view: string },
): { readonly parameter: string; readonly message: string }[] {
  return [
    ...(hours === 'all' || measuredInHours.includes(name)
      ? []
      : [
          {
            parameter: 'hours',
            message: `${name} measures no working time; those that do: ${measuredInHours.join(', ')}`,
          },
        ]),
    ...(view === 'all' || name !== 'bottlenecks'
      ? []
      : [
          {
            parameter: 'view',
            message: 'bottlenecks looks at waits, whatever the view of the events',
          },
        ]),
  ];
}
