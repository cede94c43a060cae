import { join } from 'node:path'
import { dataDirectory } from './data-directory.ts'
import { definitionsIn, type Definitions } from './definitions/definitions.ts'
import { readBundledPair, type BundledPair } from './models/bundled-pair.ts'
import { withBundledSets } from './problem-sets/bundled-sets.ts'
import type { ProblemSetStore } from './problem-sets/problem-set-store.ts'
import { storedSets } from './problem-sets/stored-sets.ts'
import { resourcesDirectory } from './resources-directory.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'
import { UserError } from './user-error.ts'

/** Every service of the program, wired once for every door. */
export interface Application {
  /** Where the user's data lives. It may not exist yet. */
  readonly data: string
  readonly definitions: Definitions
  readonly problemSets: ProblemSetStore
  readonly bundledPair: BundledPair
  readonly engine: Supervisor
  close(): Promise<void>
}

/** @param dataFlag What `--data-dir` says, if it is given. */
export function createApplication(dataFlag?: string): Application {
  const resources = resourcesDirectory()
  const data = dataDirectory({ flag: dataFlag })
  const bundledPair = readBundledPair(join(resources, 'models'))
  if (!bundledPair) {
    throw new UserError('The bundled models are missing.', `Restore ${join(resources, 'models')}.`)
  }
  const engine = createSupervisor()
  return {
    data,
    definitions: definitionsIn([resources, data]),
    problemSets: withBundledSets(
      storedSets(join(data, 'problem-sets')),
      join(resources, 'problem-sets')
    ),
    bundledPair,
    engine,
    close: () => engine.close()
  }
}
