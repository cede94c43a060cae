import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import { connect, LIMITS, type Connection, type OnRetry } from './connection.ts'
import { identifyServer, meetServer } from './meet-server.ts'
import type { MetServer } from './met-server.ts'
import { replacedModel, ServerFailure } from './server-failure.ts'

/** A server that is worked with. Where a connection to it broke it is looked at again: it may be back with another model. */
export class ServerInUse {
  readonly source: ServerSource
  readonly server: MetServer
  /** Asks whoever is there, until there is an answer. */
  readonly #asking: Connection
  /** The same, once. */
  readonly #looking: Connection
  #lost: ServerFailure | null = null

  private constructor(
    source: ServerSource,
    server: MetServer,
    key: string | null,
    onRetry: OnRetry
  ) {
    this.source = source
    this.server = server
    this.#asking = connect(source.url, { key, onRetry })
    this.#looking = connect(source.url, { key, limits: { ...LIMITS, pauses: [] } })
  }

  /** @throws ServerFailure */
  static async meet(
    source: ServerSource,
    key: string | null,
    onRetry: OnRetry
  ): Promise<ServerInUse> {
    let used = null as ServerInUse | null
    const connection = connect(source.url, {
      key,
      onRetry,
      recognise: () => used?.recognise() ?? Promise.resolve(true)
    })
    used = new ServerInUse(source, await meetServer(source, connection), key, onRetry)
    return used
  }

  /** Why it is of no use any more: it had another model when it was looked at last. */
  get lost(): ServerFailure | null {
    return this.#lost
  }

  /** Whether it has the model that was met. @throws ServerFailure */
  isSame(): Promise<boolean> {
    return this.#compare(this.#asking)
  }

  /** Whether it is known to be the same; false where it does not answer now. @throws ServerFailure where it is another */
  async recognise(): Promise<boolean> {
    try {
      if (await this.#compare(this.#looking)) return true
    } catch (error) {
      if (error instanceof ServerFailure && error.passing) return false
      throw error
    }
    throw this.#lost!
  }

  async #compare(connection: Connection): Promise<boolean> {
    const { source, server } = this
    const now = await identifyServer(source, connection, server)
    const isSame = now === server.identity.sha256
    this.#lost = isSame ? null : replacedModel(sourceText(source))
    return isSame
  }
}
