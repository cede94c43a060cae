import type { Loading } from '../../../shared/contract/engine.ts'
import type { Failure } from '../../../shared/failure.ts'
import { t } from '../../words/t.ts'

/** A start that is not as it was asked for: smaller, without the GPU, or against the advice. */
export interface OtherStart {
  /** What a button says. */
  readonly label: string
  readonly paths?: number
  readonly loading: Loading
}

const AS_USUAL: Loading = { gpu: 'auto', context: null, loadAnyway: false }

/** The ways to start after a refusal; empty where only something else would help. */
export function otherStarts({ code, offer = {} }: Pick<Failure, 'code' | 'offer'>): OtherStart[] {
  const { paths, context, gpu } = offer
  const words = [
    ...(paths === undefined ? [] : [t('shell.start.paths', { paths })]),
    ...(context === undefined ? [] : [t('shell.start.tokens', { tokens: String(context) })]),
    ...(gpu === false ? [t('shell.start.cpu')] : [])
  ]
  const smaller: OtherStart = {
    label: t('shell.start.with', { means: words.join(', ') }),
    ...(paths !== undefined && { paths }),
    loading: { ...AS_USUAL, context: context ?? null, gpu: gpu === false ? 'off' : 'auto' }
  }
  const anyway: OtherStart = {
    label: t('shell.start.anyway'),
    loading: { ...AS_USUAL, loadAnyway: true }
  }
  const refused = code === 'wont-fit' || code === 'died-often'
  return [...(words.length > 0 ? [smaller] : []), ...(refused ? [anyway] : [])]
}
