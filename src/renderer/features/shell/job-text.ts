import type { RunningJob } from '../../../shared/contract/app.ts'
import { t, told } from '../../words/t.ts'

/** What is being worked on, in a few words. */
export function jobText({ kind, by, progress }: RunningJob): string {
  if (by === 'program') return t('job.program')
  if (by !== 'page') return t(`job.elsewhere.${kind}`, { by })
  if (kind === 'solve') return t('job.solve')
  return progress === null
    ? t('job.starting')
    : t('job.benchmark', { ...progress, name: told(progress.name) })
}
