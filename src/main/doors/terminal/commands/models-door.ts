import type { ServersContext } from '../../../actions/model-servers.ts'
import type { ModelServices } from '../../../models/model-services.ts'

/** What every command takes that says something. */
export interface Json {
  readonly json?: boolean
}

/** How the commands reach the services and the reader. */
export interface ModelsDoor {
  /** Opens the services for one command. */
  readonly use: (work: (services: ModelServices) => Promise<void>) => Promise<void>
  readonly show: (value: unknown, json: Json, lines: readonly string[]) => Promise<void>
  readonly print: (lines: readonly string[]) => Promise<void>
  /** What asking servers takes, on those services. */
  readonly servers: (services: ServersContext['modelServices']) => ServersContext
}
