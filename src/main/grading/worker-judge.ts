import type { Policy } from '../../core/answers/terms.ts'
import type { Judge } from '../runs/grade.ts'
import { Grader } from './grader.ts'

export interface WorkerJudge {
  readonly judge: Judge
  close(): Promise<void>
}

/** Compares answers in worker threads, one for each policy that is asked for. */
export function createWorkerJudge(): WorkerJudge {
  const graders = new Map<Policy, Grader>()
  return {
    async judge({ gold, given, options, tolerance, ...more }, policy) {
      const grader = graders.get(policy) ?? new Grader({ policy })
      graders.set(policy, grader)
      const [judgement] = await grader.grade([
        {
          kind: 'equiv',
          gold,
          pred: given,
          ...(options && { choices: options }),
          ...(tolerance !== undefined && { tolerance }),
          ...more
        }
      ])
      return judgement!
    },
    async close() {
      await Promise.all([...graders.values()].map((grader) => grader.close()))
    }
  }
}
