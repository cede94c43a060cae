import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Definitions } from '../definitions/definitions.ts'
import { listKnown } from '../models/known-model.ts'
import type { ModelServices } from '../models/model-services.ts'
import { bundledIds } from '../problem-sets/bundled-sets.ts'
import { resourcesDirectory } from '../resources-directory.ts'
import { openForReading } from '../store/database.ts'
import type { Database } from '../store/sql.ts'
import { allAttempts } from '../store/tables/attempts.ts'
import { listSets } from '../store/tables/problem-sets.ts'
import { findAnyRun, listAllRuns, type RunFilter } from '../store/tables/runs.ts'

interface Known {
  readonly databasePath: string
  readonly definitions: Definitions
  readonly modelServices: () => Pick<ModelServices, 'library' | 'pairs' | 'servers'>
}

/** What has such characters in its name is called by its id. */
const UNSEEN = /[\p{Cc}\p{Cf}]/u

const NAMES = {
  sets: async ({ databasePath }) => [
    ...(await bundledIds(join(resourcesDirectory(), 'problem-sets'))),
    ...inStore(databasePath, (database) => listSets(database).map(({ id }) => id))
  ],
  runs: ({ databasePath }) => inStore(databasePath, (database) => ['latest', ...ids(database, {})]),
  'deleted-runs': ({ databasePath }) =>
    inStore(databasePath, (database) => ids(database, { deleted: true })),
  attempts: ({ databasePath }, line) =>
    inStore(databasePath, (database) => attemptsOf(database, line)),
  pairs: ({ modelServices }) => called(modelServices().pairs.list()),
  models: ({ modelServices }) => called(listKnown(modelServices())),
  'model-files': ({ modelServices }) => called(modelServices().library.list()),
  servers: ({ modelServices }) => called(modelServices().servers.list()),
  prompts: async ({ definitions }) => (await definitions.promptProfiles()).map(({ id }) => id),
  strategies: async ({ definitions }) => (await definitions.strategyPools()).map(({ id }) => id)
} satisfies Record<
  string,
  (known: Known, line: readonly string[]) => readonly string[] | Promise<readonly string[]>
>

/** What has names that only the data folder knows. */
export type NamedThing = keyof typeof NAMES

export const NAMED_THINGS = Object.keys(NAMES) as readonly NamedThing[]

/**
 * What a person can write for one of these things, each by its name where that means one alone.
 *
 * @param line the words that stand there so far: a run among them says whose attempts are meant
 */
export async function knownNames(
  things: NamedThing,
  known: Known,
  line: readonly string[] = []
): Promise<string[]> {
  return [...(await NAMES[things](known, line))].sort()
}

/** Looks at the store without making, moving on or keeping anything of it. One that cannot be read offers nothing. */
function inStore(path: string, look: (database: Database) => readonly string[]): readonly string[] {
  if (!existsSync(path)) return []
  try {
    const database = openForReading(path)
    try {
      return look(database)
    } finally {
      database.close()
    }
  } catch {
    return []
  }
}

function ids(database: Database, filter: RunFilter): string[] {
  return listAllRuns(database, filter).map(({ id }) => id)
}

/** Numbers of the attempts of the run that the line names, else of the newest one. */
function attemptsOf(database: Database, line: readonly string[]): string[] {
  const named = line.map((word) => findAnyRun(database, word)).find((run) => run !== null)
  const run = named ?? listAllRuns(database, { limit: 1 })[0]
  return run === undefined ? [] : allAttempts(database, run.key).map(({ key }) => String(key))
}

function called(things: readonly { readonly id: string; readonly name: string }[]): string[] {
  return things.map(({ id, name }) => {
    const isAlone = things.filter((other) => other.name === name).length === 1
    return isAlone && !UNSEEN.test(name) ? name : id
  })
}
