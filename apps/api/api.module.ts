import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Settings } from '#config/settings';
import { AccessGuard } from './access/access-guard.js';
import { TokenVerifier } from './access/token-verifier.js';
import { ApplicationCheck } from './applications/application-check.js';
import { ApplicationsController } from './applications/applications.controller.js';
import { ApplicationsService } from './applications/applications.service.js';
import { PACKS, type PackCatalogue } from './applications/pack-catalogue.js';
import { BalanceController } from './books/balance.controller.js';
import { BooksController } from './books/books.controller.js';
import { ClosingsController } from './books/closings.controller.js';
import { BankStatementsController } from './books/bank-statements.controller.js';
import { CaseGateway } from './cases/case-gateway.js';
import { CommandsService } from './cases/commands.service.js';
import { SettlementWatch } from './cases/settlement-watch.js';
import { ClockController } from './clock/clock.controller.js';
import { ClockService } from './clock/clock.service.js';
import { ReGuaranteeController } from './books/re-guarantee.controller.js';
import { FilingsController } from './frameworks/filings.controller.js';
import { FrameworksController } from './frameworks/frameworks.controller.js';
import { FrameworksService } from './frameworks/frameworks.service.js';
import { StatementsController } from './frameworks/statements.controller.js';
import { GuaranteeCommandsController } from './guarantees/guarantee-commands.controller.js';
import { GuaranteesController } from './guarantees/guarantees.controller.js';
import { GuaranteesService } from './guarantees/guarantees.service.js';
import { HealthController } from './health/health.controller.js';
import { ReadinessService } from './health/readiness.service.js';
import { AllowedMethods } from './http/allowed-methods.js';
import { NoStrayParameters } from './http/no-stray-parameters.js';
import { ProblemFilter } from './http/problem-filter.js';
import { RequestSchemaPipe } from './http/request-schema-pipe.js';
import { LimitProposalsController } from './limits/limit-proposals.controller.js';
import { LimitsController } from './limits/limits.controller.js';
import { Metrics } from './metrics/metrics.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { LOGGER, POOL, SETTINGS, TEMPORAL } from './platform.js';
import { miningControllers } from './mining/mining.controllers.js';
import { MiningService } from './mining/mining.service.js';
import { PolicyTrialsController } from './mining/policy-trials.controller.js';
import { PortfolioController } from './portfolio/portfolio.controller.js';
import { ProblemsController } from './problems/problems.controller.js';
import { ProductsController } from './products/products.controller.js';
import { TasksController } from './tasks/tasks.controller.js';
import { TasksService } from './tasks/tasks.service.js';
import { keepNoTraces, TRACE_KEEPER, type ApiTraces } from './telemetry/trace-keeper.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WebhooksService } from './webhooks/webhooks.service.js';

/** What the API stands on. Whoever makes it also closes it. */
export interface Foundations {
  readonly settings: Settings;
  readonly pool: Pool;
  readonly temporal: Client;
  readonly packs: PackCatalogue;
  readonly logger: Logger;
  /** Absent while telemetry is off. */
  readonly traces?: ApiTraces | undefined;
}

const controllers = [
  ApplicationsController,
  GuaranteesController,
  GuaranteeCommandsController,
  ClockController,
  TasksController,
  WebhooksController,
  BalanceController,
  BooksController,
  ClosingsController,
  BankStatementsController,
  ReGuaranteeController,
  FrameworksController,
  FilingsController,
  StatementsController,
  LimitsController,
  LimitProposalsController,
  ProductsController,
  PortfolioController,
  ...miningControllers,
  PolicyTrialsController,
  HealthController,
  MetricsController,
  ProblemsController,
];

const services = [
  AllowedMethods,
  TokenVerifier,
  CaseGateway,
  SettlementWatch,
  CommandsService,
  ApplicationCheck,
  ApplicationsService,
  GuaranteesService,
  TasksService,
  ClockService,
  WebhooksService,
  FrameworksService,
  ReadinessService,
  MiningService,
  Metrics,
  { provide: APP_GUARD, useClass: AccessGuard },
  { provide: APP_GUARD, useClass: NoStrayParameters },
  { provide: APP_PIPE, useClass: RequestSchemaPipe },
  { provide: APP_FILTER, useClass: ProblemFilter },
];

/** The whole API. */
@Module({})
export class ApiModule {
  static over({ settings, pool, temporal, packs, logger, traces }: Foundations): DynamicModule {
    return {
      module: ApiModule,
      controllers,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: POOL, useValue: pool },
        { provide: TEMPORAL, useValue: temporal },
        { provide: PACKS, useValue: packs },
        { provide: LOGGER, useValue: logger },
        { provide: TRACE_KEEPER, useValue: traces?.keepTrace ?? keepNoTraces },
        ...services,
      ],
    };
  }
}
