import type { Input } from '../../../shared/contract.ts'
import type { ModelList, ModelRow } from '../../../shared/contract/models.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { TemplateTrial } from '../../../shared/template-trial.ts'
import { call } from '../../lib/api.ts'
import { failureOf } from '../../lib/call-failed.ts'
import { onClick } from '../../lib/on-click.ts'

type Change = Omit<Input<'models.edit'>, 'id'>

/** How a model is asked while a person changes it: what was chosen, and what trying it has shown. */
export class WordsForm {
  readonly #id: string
  whose = $state<'file' | 'person'>('file')
  /** Of a person's own, as it is typed. */
  template = $state('')
  answersAtOnce = $state(false)
  /** Of what is chosen now; null until it was tried. */
  trial = $state.raw<TemplateTrial | null>(null)
  failure = $state.raw<Failure | null>(null)
  busy = $state(false)
  /** Whether what is in force has been told: only then there is something to change. */
  ready = $state(false)
  #latest = 0

  constructor({ id, own }: Pick<ModelRow, 'id' | 'own'>) {
    this.#id = id
    this.whose = own.template ? 'person' : 'file'
    this.answersAtOnce = own.answersAtOnce
    onClick(() => this.#begin())()
  }

  async #begin(): Promise<void> {
    await this.#try({})
    if (this.whose === 'person') this.template = this.trial?.template ?? ''
    this.ready = true
  }

  /** Begins a template of one's own with the one that was in force. */
  choose(whose: 'file' | 'person'): void {
    if (this.template === '') this.template = this.trial?.template ?? ''
    this.whose = whose
    onClick(() => this.try())()
  }

  answerAtOnce(wanted: boolean): void {
    this.answersAtOnce = wanted
    onClick(() => this.try())()
  }

  /** What was shown holds for what was typed then. */
  typed(): void {
    this.#latest += 1
    this.trial = null
    this.failure = null
    this.busy = false
  }

  /** Whether it could be used so. */
  async try(): Promise<boolean> {
    await this.#try(this.#wish())
    return this.trial !== null && this.trial.refusal === null
  }

  /** Keeps it; null where it could not be used, or not be kept. */
  async keep(): Promise<ModelList | null> {
    const usable = this.trial === null ? await this.try() : this.trial.refusal === null
    if (!usable) return null
    try {
      return await call('models.edit', { id: this.#id, ...this.#wish() })
    } catch (error) {
      this.failure = failureOf(error)
      return null
    }
  }

  async #try(change: Change): Promise<void> {
    this.typed()
    const own = this.#latest
    this.busy = true
    try {
      const trial = await call('models.try-words', { id: this.#id, ...change })
      if (own === this.#latest) this.trial = trial
    } catch (error) {
      if (own === this.#latest) this.failure = failureOf(error)
    } finally {
      if (own === this.#latest) this.busy = false
    }
  }

  #wish(): Change {
    return {
      template: this.whose === 'person' ? this.template : null,
      thinking: this.answersAtOnce ? false : null
    }
  }
}
