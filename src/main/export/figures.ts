import type { Language } from '../../shared/contract/settings.ts'
import type { MethodReport } from '../../shared/run-report.ts'
import { say } from '../../shared/words/say.ts'

/** Figures as a report shows them. An empty text stands for what is not known. */

/** How many attempts of a method ended in an error, and how they were counted; null where none did. */
export function failuresText(
  method: string,
  { failed, leftOut }: MethodReport,
  language: Language = 'en'
): string | null {
  if (failed === 0) return null
  return say(language, 'report.failures', { method, failed, leftOut, counted: failed - leftOut })
}

export function percentText(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(1)} %`
}

export function secondsText(ms: number | null): string {
  return ms === null ? '' : `${(ms / 1000).toFixed(2)} s`
}
