import type { Handlers } from '../../../shared/rpc.ts'
import { annotateRun } from '../../actions/annotate-run.ts'
import { judgeAttempt } from '../../actions/judge-attempt.ts'
import { regradeRun } from '../../actions/regrade.ts'
import { countTags } from '../../store/tables/tags.ts'
import type { PageContext } from './page-context.ts'

type AnnotationCalls = 'runs.annotate' | 'runs.regrade' | 'attempts.judge' | 'tags.list'

/** What a person says of runs and attempts after they were run. */
export function annotationHandlers({
  services,
  passing
}: Pick<PageContext, 'services' | 'passing'>): Pick<Handlers, AnnotationCalls> {
  return {
    'runs.annotate': ({ run, ...annotation }) => {
      annotateRun(passing.servicesOf(run), run, annotation)
    },
    'tags.list': () => countTags(services.database),
    'runs.regrade': async ({ run, policy }) => {
      const { run: _, ...regrading } = await regradeRun(passing.servicesOf(run), run, policy)
      return regrading
    },
    'attempts.judge': ({ run, attempt, verdict, note }) => {
      const judgement = verdict && { verdict, note }
      const which = passing.attemptOf(run, attempt)
      const { before } = judgeAttempt(passing.servicesOf(run), run, which, judgement)
      return before ?? { verdict: null, note: '' }
    }
  }
}
