import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Settings } from '#config/settings';
import type { ProblemCode } from '../http/problem-catalogue.js';
import { Problem, type ProblemParts } from '../http/problem.js';
import { SETTINGS } from '../platform.js';
import type { MiningQuestion } from './answer-question.js';
import type { PolicyQuestion } from './try-policy.js';

/** What the thread is asked. */
export type ThreadQuestion = MiningQuestion | PolicyQuestion;

/** What the thread says to a question. */
export type ThreadAnswer =
  | { readonly kind: 'answered'; readonly body: object }
  | { readonly kind: 'refused'; readonly code: ProblemCode; readonly parts: ProblemParts }
  | { readonly kind: 'failed'; readonly error: unknown };

interface Asker {
  readonly resolve: (answer: ThreadAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks questions of our own cases of one thread that holds their log; it begins with the first question. Heavy ones
 * wait for each other there, and nobody else for them.
 */
@Injectable()
export class MiningService implements OnModuleDestroy {
  private thread: Worker | undefined;
  private readonly askers = new Map<number, Asker>();
  private asked = 0;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws Problem where the question cannot be asked so */
  async ask(question: ThreadQuestion): Promise<object> {
    const thread = (this.thread ??= this.start());
    const no = ++this.asked;
    const answer = await new Promise<ThreadAnswer>((resolve, reject) => {
      this.askers.set(no, { resolve, reject });
      thread.postMessage({ no, question });
    });
    switch (answer.kind) {
      case 'answered':
        return answer.body;
      case 'refused':
        throw new Problem(answer.code, answer.parts);
      case 'failed':
        throw answer.error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.thread?.terminate();
  }

  private start(): Worker {
    const thread = new Worker(new URL('./mining-thread.js', import.meta.url), {
      workerData: { databaseUrl: this.settings.database.url },
    });
    thread.on('message', ({ no, answer }: { no: number; answer: ThreadAnswer }) => {
      this.askers.get(no)?.resolve(answer);
      this.askers.delete(no);
    });
    // Whatever ended it, those who wait are told, and the next question begins a new one.
    void once(thread, 'exit').then(
      () => {
        this.giveUp(new Error('the mining thread ended'));
      },
      (error: unknown) => {
        this.giveUp(error);
      },
    );
    thread.unref();
    return thread;
  }

  private giveUp(error: unknown): void {
    this.thread = undefined;
    for (const { reject } of this.askers.values()) reject(error);
    this.askers.clear();
  }
}
