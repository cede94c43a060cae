import type { Finding } from './contract/diagnostics.ts'
import type { Language } from './contract/settings.ts'
import { retold } from './words/retold.ts'
import { say } from './words/say.ts'

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
export function findingsSummary(findings: readonly Finding[], language: Language = 'en'): string {
  const failing = findings.filter(({ state }) => state === 'fails')
  const limited = findings.filter(({ state }) => state === 'limited')
  if (failing.length > 0) {
    return say(language, 'findings.summary.fails', { parts: namesOf(failing) })
  }
  if (limited.length > 0) {
    return say(language, 'findings.summary.limited', { parts: namesOf(limited) })
  }
  return say(language, 'findings.summary.works')
}

function namesOf(findings: readonly Finding[]): string {
  return findings.map(({ part }) => part).join(', ')
}

/** What was found, in a language. */
export function findingsIn(language: Language, findings: readonly Finding[]): readonly Finding[] {
  return findings.map(({ part, state, said, advice }) => ({
    part: retold(part, language),
    state,
    said: retold(said, language),
    advice: advice === null ? null : retold(advice, language)
  }))
}
