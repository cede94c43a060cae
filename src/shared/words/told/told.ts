import type { Language } from '../../contract/settings.ts'
import { attempts } from './de/attempts.ts'
import { bundled } from './de/bundled.ts'
import { findings } from './de/findings.ts'
import { grading } from './de/grading.ts'
import { modelHeaders } from './de/model-headers.ts'
import { models } from './de/models.ts'
import { pays } from './de/pays.ts'
import { runs } from './de/runs.ts'
import { servers } from './de/servers.ts'
import { sets } from './de/sets.ts'
import { system } from './de/system.ts'

/**
 * What the program says in English, by its own words, in other languages: sentences that it stores or throws where nobody
 * knows who will read them. `{name}` stands for what differs from time to time. `test/shared/told.test.ts` holds each to what
 * the program says.
 */
export const TOLD: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  de: {
    ...attempts,
    ...bundled,
    ...findings,
    ...grading,
    ...modelHeaders,
    ...models,
    ...pays,
    ...runs,
    ...servers,
    ...sets,
    ...system
  }
}
