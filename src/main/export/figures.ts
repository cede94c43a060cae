import type { MethodReport } from '../../shared/run-report.ts'

/** Figures as a report shows them. An empty text stands for what is not known. */

/** How many attempts of a method ended in an error, and how they were counted; null where none did. */
export function failuresText(name: string, { failed, leftOut }: MethodReport): string | null {
  if (failed === 0) return null
  const counted = failed - leftOut
  return [
    `${name}: ${failed} of the attempts ended in an error`,
    ...(leftOut > 0 ? [`${leftOut} left out of accuracy, as the engine died`] : []),
    ...(counted > 0 ? [`${counted} counted as not right`] : [])
  ].join(', ')
}

export function percentText(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(1)} %`
}

export function secondsText(ms: number | null): string {
  return ms === null ? '' : `${(ms / 1000).toFixed(2)} s`
}
