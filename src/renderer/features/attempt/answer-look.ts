import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleDashed from '@lucide/svelte/icons/circle-dashed'
import CircleHelp from '@lucide/svelte/icons/circle-question-mark'
import CircleStop from '@lucide/svelte/icons/circle-stop'
import CircleX from '@lucide/svelte/icons/circle-x'
import type { Outcome } from '../../../shared/events.ts'
import type { Verdict } from '../../../shared/run-record.ts'
import { t } from '../../words/t.ts'

/** How an attempt's end looks: an icon, a word and two colours, so that colour is never alone. */
export interface AnswerLook {
  readonly icon: typeof CircleCheck
  readonly text: string
  readonly ink: string
  readonly frame: string
}

const WARN = { ink: 'text-warn-ink', frame: 'border-warn/50 bg-warn-soft' }
const BAD = { ink: 'text-bad-ink', frame: 'border-bad/50 bg-bad-soft' }
const GOOD = { ink: 'text-good-ink', frame: 'border-good/60 bg-good-soft' }

/** @param outcome null while the attempt runs. @param verdict null where no answer is known. */
export function answerLook(outcome: Outcome | null, verdict: Verdict | null): AnswerLook {
  switch (outcome) {
    case null:
      return {
        icon: CircleDashed,
        text: t('outcome.solving'),
        ink: 'text-muted',
        frame: 'border-line bg-surface'
      }
    case 'stopped':
      return { icon: CircleStop, text: t('outcome.stopped'), ...WARN }
    case 'failed':
      return { icon: CircleX, text: t('outcome.failed'), ...BAD }
    case 'no-answer':
      return { icon: CircleHelp, text: t('outcome.no-answer'), ...WARN }
    case 'answered':
      return answeredLook(verdict)
    default:
      return outcome satisfies never
  }
}

function answeredLook(verdict: Verdict | null): AnswerLook {
  switch (verdict) {
    case 'right':
      return { icon: CircleCheck, text: t('outcome.right'), ...GOOD }
    case 'wrong':
      return { icon: CircleX, text: t('outcome.wrong'), ...BAD }
    case 'ungradable':
      return { icon: CircleHelp, text: t('outcome.ungradable'), ...WARN }
    case null:
      return {
        icon: CircleCheck,
        text: t('outcome.answered'),
        ink: 'text-ink',
        frame: 'border-line-strong bg-surface'
      }
    default:
      return verdict satisfies never
  }
}
