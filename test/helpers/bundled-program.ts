import { afterAll, beforeAll } from 'vitest'
import { createApplication, type Application } from '../../src/main/application.ts'
import { readSolveOptions, type SolveFlags } from '../../src/main/doors/terminal/solve-options.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import type { MethodName } from '../../src/shared/options.ts'
import type { Problem } from '../../src/shared/problem-set.ts'
import type { AttemptView } from '../../src/shared/view.ts'

/** The program with the bundled pair, for all tests of a file: started once, and loaded with the first problem. */
export interface BundledProgram {
  /** The first problems of a bundled set. */
  problems(set: string, count: number): Promise<readonly Problem[]>
  /** Solves texts one after the other as `tandem solve` with these flags does; records nothing. */
  solve(
    texts: readonly string[],
    method: MethodName,
    flags?: Partial<SolveFlags>
  ): Promise<AttemptView[]>
}

export function bundledProgram(): BundledProgram {
  let application: Application
  beforeAll(() => {
    application = createApplication({ door: 'test' })
  })
  afterAll(() => application.close())
  return {
    async problems(set, count) {
      return (await application.problemSets.get(set))!.problems.slice(0, count)
    },
    async solve(texts, method, flags = {}) {
      const setup = await readSolveOptions({ ...FLAGS, ...flags }, method, application)
      const views: AttemptView[] = []
      for (const problem of texts) {
        let view = emptyView()
        const job = { ...setup, problem, baseline: null }
        for await (const event of application.engine.solve(job, new AbortController().signal)) {
          view = fold(view, event)
        }
        views.push(view)
      }
      return views
    }
  }
}

const FLAGS = {
  selection: 'letters',
  effort: 'balanced',
  temperature: 0.7,
  topP: 0.95,
  maxStepTokens: 128,
  maxTokens: 512,
  gpu: 'off',
  exact: true
} as const satisfies SolveFlags
