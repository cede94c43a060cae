import type { ServerSource } from '../../shared/model-source.ts'
import type { Engine } from '../engine/engine.ts'
import type { Database } from '../store/sql.ts'
import type { Judge } from './grade.ts'
import type { KeepAwake } from './keep-awake.ts'
import type { LiveRuns } from './live.ts'

/** All that running attempts needs of the world. */
export interface RunServices {
  readonly database: Database
  /** Where the store is, for messages. */
  readonly databasePath: string
  readonly engine: Engine
  /** Whether somebody here has named the server of a model. */
  readonly isNamedServer: (server: ServerSource) => boolean
  readonly judge: Judge
  readonly keepAwake: KeepAwake
  readonly live: LiveRuns
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** What this process is, for people: "Tandem in the terminal". */
  readonly door: string
}
