import { z } from 'zod'
import { personalJudgementSchema } from '../../../shared/contract/judging.ts'
import type { Judged } from './review.ts'

const judgedSchema = z.array(z.object({ attempt: z.number(), before: personalJudgementSchema }))

function keyOf(run: string): string {
  return `tandem.judged.${run}`
}

/** What this tab's person judged of a run before the page was loaded again, the last one last. */
export function readKeptJudgements(run: string): readonly Judged[] {
  try {
    return judgedSchema.parse(JSON.parse(sessionStorage.getItem(keyOf(run)) ?? '[]'))
  } catch {
    return []
  }
}

/** Keeps what undoes the judgements of a run, for this tab only and until it is closed. */
export function keepJudgements(run: string, judged: readonly Judged[]): void {
  sessionStorage.setItem(keyOf(run), JSON.stringify(judged))
}
