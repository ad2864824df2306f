import { Core1700000000100 } from './1700000000100-core.js';
import { Dispatch1700000000200 } from './1700000000200-dispatch.js';
import { Ledger1700000000210 } from './1700000000210-ledger.js';
import { Search1700000000220 } from './1700000000220-search.js';
import { Traces1700000000240 } from './1700000000240-traces.js';
import { Limits1700000000300 } from './1700000000300-limits.js';
import { Programmes1700000000310 } from './1700000000310-programmes.js';
import { Frameworks1700000000311 } from './1700000000311-frameworks.js';
import { Closings1700000000320 } from './1700000000320-closings.js';
import { EdgeRollups1700000000330 } from './1700000000330-edge-rollups.js';
import { Promise1700000000340 } from './1700000000340-promise.js';
import { LimitRepairs1700000000350 } from './1700000000350-limit-repairs.js';
import { LimitRates1700000000360 } from './1700000000360-limit-rates.js';
import { Relations1700000000370 } from './1700000000370-relations.js';
import { MoreStripes1700000000380 } from './1700000000380-more-stripes.js';
import { PremiumPayables1700000000384 } from './1700000000384-premium-payables.js';
import { FairGroups1700000000390 } from './1700000000390-fair-groups.js';
import { LatestDates1700000000400 } from './1700000000400-latest-dates.js';
import { RuleRates1700000000420 } from './1700000000420-rule-rates.js';

/** In order of their time stamps; a landed migration is never changed, only followed. */
export const migrations = [
  Core1700000000100,
  Dispatch1700000000200,
  Ledger1700000000210,
  Search1700000000220,
  Traces1700000000240,
  Limits1700000000300,
  Programmes1700000000310,
  Frameworks1700000000311,
  Closings1700000000320,
  EdgeRollups1700000000330,
  Promise1700000000340,
  LimitRepairs1700000000350,
  LimitRates1700000000360,
  Relations1700000000370,
  MoreStripes1700000000380,
  PremiumPayables1700000000384,
  FairGroups1700000000390,
  LatestDates1700000000400,
  RuleRates1700000000420,
];
