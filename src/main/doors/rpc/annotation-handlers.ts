import type { Handlers } from '../../../shared/rpc.ts'
import { resolveAnyRun, resolveRun } from '../../runs/find-run.ts'
import { overrule, regradeRun, withdrawJudgement } from '../../runs/regrade.ts'
import { readAttempt } from '../../store/tables/attempts.ts'
import { setNote, setStarred } from '../../store/tables/runs.ts'
import { addTag, countTags, removeTag } from '../../store/tables/tags.ts'
import { UserError } from '../../user-error.ts'
import type { PageContext } from './page-context.ts'

type AnnotationCalls = 'runs.annotate' | 'runs.regrade' | 'attempts.judge' | 'tags.list'

/** What a person says of runs and attempts after they were run. */
export function annotationHandlers({ services }: PageContext): Pick<Handlers, AnnotationCalls> {
  const { database, live } = services
  return {
    'runs.annotate': ({ run, starred, note, tags }) => {
      const { key } = resolveAnyRun(database, run)
      const annotate = database.transaction(() => {
        if (starred !== undefined) setStarred(database, key, starred)
        if (note !== undefined) setNote(database, key, note)
        for (const tag of tags?.add ?? []) addTag(database, key, tag)
        for (const tag of tags?.remove ?? []) removeTag(database, key, tag)
      })
      annotate.immediate()
      live.emit('changed', run)
    },
    'tags.list': () => countTags(database),
    'runs.regrade': async ({ run, policy }) => {
      const { graded, changed, kept } = await regradeRun(
        services,
        resolveRun(database, run),
        policy
      )
      return { graded, changed: [...changed], kept }
    },
    'attempts.judge': ({ run: id, attempt, verdict, note }) => {
      const run = resolveRun(database, id)
      const record = readAttempt(database, attempt)
      const settled = record?.status === 'done' || record?.status === 'failed'
      if (record?.runKey !== run.key || !settled) {
        throw new UserError('Only an attempt that has ended can be judged.', 'Wait for its end.')
      }
      if (verdict === null) withdrawJudgement(services, run, attempt)
      else overrule(services, run, attempt, { verdict, note })
    }
  }
}
