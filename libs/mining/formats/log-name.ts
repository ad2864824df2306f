import { basename } from 'node:path';

/** The name of a log by its file: "bpic2012" for "/data/bpic2012.xes.gz". */
export function logName(file: string): string {
  return basename(file).replace(
    /(\.(xes|csv|tsv|parquet|jsonocel|xmlocel|sqlite|json|xml|avlog|gz))+$/i,
    '',
  );
}
