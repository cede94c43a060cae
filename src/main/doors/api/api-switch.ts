import type { Application } from '../../application.ts'
import type { RunServices } from '../../runs/services.ts'
import { UserError } from '../../user-error.ts'
import { servedApplication } from './served-application.ts'
import { type ApiDoor, openApiDoor } from './server.ts'
import { readToken } from './token.ts'

/**
 * The API as a switch of a program that does other things as well: off until somebody turns it on, and no longer on
 * than the program runs. Its attempts take turns with whatever else the program solves, on the same models.
 */
export class ApiSwitch {
  readonly #application: Application
  readonly #services: RunServices
  readonly #onFault: (error: unknown) => void
  #door: Promise<ApiDoor> | null = null
  #url: string | null = null

  constructor(application: Application, services: RunServices, onFault: (error: unknown) => void) {
    this.#application = application
    this.#services = services
    this.#onFault = onFault
  }

  /** What clients call the base URL, or null while it is off. */
  get url(): string | null {
    return this.#url
  }

  /** @throws UserError where the port is taken, or it is on already. */
  async open(port: number): Promise<void> {
    if (this.#door !== null) throw new UserError('The server answers already.')
    const opening = openApiDoor({
      ...servedApplication(this.#application),
      services: this.#services,
      token: readToken(this.#application.data),
      port,
      onFault: this.#onFault
    })
    this.#door = opening
    try {
      this.#url = (await opening).url
    } catch (error) {
      this.#door = null
      throw error
    }
  }

  /** Stops what is being answered. */
  async close(): Promise<void> {
    const door = this.#door
    this.#door = null
    this.#url = null
    await door?.then(
      (open) => open.close(),
      () => undefined
    )
  }
}
