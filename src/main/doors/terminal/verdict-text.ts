import type { Verdict } from '../../../shared/run-record.ts'
import { say } from '../../../shared/words/say.ts'
import type { Style } from './style.ts'

/**
 * What an attempt's answer is against the known one, in the window's words; null where none is known.
 *
 * @param verdict null for an attempt that was stopped, which is not judged
 */
export function verdictLine(
  verdict: Verdict | null,
  known: string | null,
  style: Style
): string | null {
  if (known === null) return null
  const sentence = `The known answer is ${known}.`
  switch (verdict) {
    case 'right':
      return style.good(say('en', 'outcome.right'))
    case 'wrong':
      return `${style.bad(say('en', 'outcome.wrong'))}. ${sentence}`
    case 'ungradable':
      return `${style.bold(say('en', 'outcome.ungradable'))}. ${sentence}`
    case null:
      return sentence
    default:
      return verdict satisfies never
  }
}
