import type { Finding } from './contract/diagnostics.ts'

/** A state as a mark; the words beside it say the same. */
export const FINDING_MARK: Readonly<Record<Finding['state'], string>> = {
  works: '✓',
  limited: '!',
  fails: '✗'
}

/** What was found, as a text to send to somebody: a line a finding, what to do below it. */
export function findingsText(findings: readonly Finding[]): string {
  const width = Math.max(0, ...findings.map(({ part }) => part.length))
  return findings
    .flatMap(({ part, state, said, advice }) => [
      `${FINDING_MARK[state]} ${part.padEnd(width)}  ${said}`,
      ...(advice === null ? [] : [`${' '.repeat(width + 4)}${advice}`])
    ])
    .join('\n')
}

/** How it stands altogether, in a sentence. */
export function findingsSummary(findings: readonly Finding[]): string {
  const failing = findings.filter(({ state }) => state === 'fails')
  const limited = findings.filter(({ state }) => state === 'limited')
  if (failing.length > 0) return `Does not work: ${namesOf(failing)}.`
  if (limited.length > 0) return `Tandem works; look at: ${namesOf(limited)}.`
  return 'Everything works.'
}

function namesOf(findings: readonly Finding[]): string {
  return findings.map(({ part }) => part).join(', ')
}
