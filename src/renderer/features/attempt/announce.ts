import type { AttemptView } from '../../../shared/view.ts'
import { t } from '../../words/t.ts'
import { describeEnd, describeState, isPending } from './steps.ts'

const INTERVAL_MS = 3000

/** Tells a screen reader how an attempt goes on, a sentence every few seconds; returns what ends it. */
export function announce(view: () => AttemptView, say: (text: string) => void): () => void {
  let last = ''
  const timer = setInterval(() => {
    const text = latest(view())
    if (text !== last) say(text)
    last = text
  }, INTERVAL_MS)
  return () => clearInterval(timer)
}

function latest(view: AttemptView): string {
  if (view.outcome !== null) {
    return view.answer === null
      ? t('announce.noAnswer')
      : t('announce.answer', { answer: view.answer })
  }
  const [path] = view.paths.toSorted((a, b) => b.steps.length - a.steps.length)
  const step = path?.steps.findLast((one) => !isPending(one))
  if (!path || !step) return t('announce.solving')
  return path.end === null
    ? t('announce.step', { path: path.id + 1, step: step.index + 1, state: describeState(step) })
    : t('announce.path', { path: path.id + 1, end: describeEnd(path.end) })
}
