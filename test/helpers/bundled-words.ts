import { readFileSync } from 'node:fs'
import { promptProfileSchema } from '../../src/shared/prompt-profile.ts'
import { strategyPoolSchema } from '../../src/shared/strategy-pool.ts'

/** The words with which the bundled pair is asked. */
export const bundledWords = {
  prompts: promptProfileSchema.parse(resource('prompts/tandem-school.json')),
  pool: strategyPoolSchema.parse(resource('strategies/school.json'))
}

function resource(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../resources/${name}`, import.meta.url), 'utf8')
  ) as unknown
}
