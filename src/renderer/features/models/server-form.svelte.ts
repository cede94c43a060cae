import type { ServerRow } from '../../../shared/contract/model-servers.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { ServerExamination } from '../../../shared/named-server.ts'
import { modelInAddress } from '../../../shared/model-source.ts'
import { parameterCount, parametersInName } from '../../../shared/parameter-count.ts'
import { call } from '../../lib/api.ts'
import { failureOf } from '../../lib/call-failed.ts'

/** A server while it is added or changed: what was typed, and what asking it has told so far. */
export class ServerForm {
  readonly id: string | undefined
  address = $state('')
  /** As it is typed: "32B". */
  size = $state('')
  /** Empty for the one that is kept. */
  key = $state('')
  name = $state('')
  /** Models to choose from, once the server has told several. */
  models = $state.raw<readonly string[]>([])
  examination = $state.raw<ServerExamination | null>(null)
  failure = $state.raw<Failure | null>(null)
  busy = $state(false)
  #latest = 0

  constructor(row: ServerRow | null) {
    this.id = row?.id
    if (row === null) return
    this.address = row.address
    this.name = row.name
    this.size = row.source.parameters === null ? '' : String(row.source.parameters)
  }

  /** Null where nothing was typed, undefined where it is no number of weights. */
  get parameters(): number | null | undefined {
    return this.size.trim() === '' ? null : (parameterCount(this.size) ?? undefined)
  }

  /** The name that stands behind the address; empty where it cannot be read, which asking tells of. */
  get model(): string {
    const [, name = ''] = /#(.*)$/.exec(this.address) ?? []
    try {
      return decodeURIComponent(name)
    } catch {
      return ''
    }
  }

  get canAsk(): boolean {
    return this.address.trim() !== '' && this.parameters !== undefined && !this.busy
  }

  /** What was told holds for what was typed then. */
  typed(): void {
    this.#latest += 1
    this.examination = null
    this.failure = null
    this.busy = false
  }

  choose(model: string): void {
    this.address = `${this.address.trim().replace(/#.*$/, '')}#${modelInAddress(model)}`
    this.size = ''
    this.ask()
  }

  ask(): void {
    this.typed()
    const own = this.#latest
    this.busy = true
    call('model-servers.examine', this.#wish())
      .then(
        (examination) => {
          if (own !== this.#latest) return
          this.examination = examination
          if (examination.outcome === 'which-model') this.models = examination.models
          if (examination.outcome === 'how-large') this.size ||= parametersInName(examination.model)
        },
        (error: unknown) => {
          if (own === this.#latest) this.failure = failureOf(error)
        }
      )
      .finally(() => {
        if (own === this.#latest) this.busy = false
      })
  }

  /** Keeps it; false where that failed, with the reason in `failure`. */
  async keep(): Promise<boolean> {
    this.busy = true
    this.failure = null
    try {
      const name = this.name.trim()
      await call('model-servers.keep', {
        ...this.#wish(),
        ...(this.id !== undefined && { id: this.id }),
        ...(name !== '' && { name })
      })
      return true
    } catch (error) {
      this.failure = failureOf(error)
      return false
    } finally {
      this.busy = false
    }
  }

  #wish() {
    const key = this.key.trim()
    return {
      address: this.address.trim(),
      parameters: this.parameters ?? null,
      ...(key !== '' && { key })
    }
  }
}
