import type { BenchmarkRequest, Forecast } from '../../../shared/contract/benchmark.ts'
import type { RunEntry } from '../../../shared/contract/runs.ts'
import type { SolveSetup } from '../../../shared/contract/solve.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { MethodName } from '../../../shared/options.ts'
import type { ProblemSetSummary } from '../../../shared/problem-set.ts'
import { suitedOptions } from '../../../shared/suited-options.ts'
import { AddressState } from '../../lib/address-state.svelte.ts'
import { call } from '../../lib/api.ts'
import { failureOf } from '../../lib/call-failed.ts'
import { Loaded } from '../../lib/loaded.svelte.ts'
import { router } from '../../lib/router.svelte.ts'
import type { OtherStart } from '../shell/other-start.ts'
import { WIZARD_VIEW, type WizardView } from './wizard-view.ts'

/** What a person chooses of a benchmark, and what can be chosen from. */
export class WizardState {
  readonly setup = new Loaded<SolveSetup>()
  readonly sets = new Loaded<ProblemSetSummary[]>()
  readonly runs = new Loaded<RunEntry[]>()
  readonly forecast = new Loaded<Forecast>()

  readonly view = new AddressState('benchmark', WIZARD_VIEW)
  starting = $state(false)
  /** Why the last click on Start came to nothing. */
  refusal = $state.raw<Failure | null>(null)

  get choices(): WizardView {
    return this.view.values
  }

  get pair(): SolveSetup['pairs'][number] | undefined {
    const pairs = this.setup.value?.pairs
    return pairs?.find(({ id }) => id === this.choices.pair) ?? pairs?.[0]
  }

  /** Unless another is chosen, the set of the kind that the pair's strategies are for. */
  get chosenSet(): ProblemSetSummary | undefined {
    const sets = this.sets.value
    return (
      sets?.find(({ id }) => id === this.choices.set) ??
      sets?.find(({ id }) => id === this.pair?.strategies) ??
      sets?.[0]
    )
  }

  /** What of the address means nothing, sets and pairs that are not there included. */
  get ignored(): readonly string[] {
    const { set, pair } = this.choices
    return [
      ...this.view.ignored,
      ...(set !== '' && this.sets.value && this.chosenSet?.id !== set ? [`set=${set}`] : []),
      ...(pair !== '' && this.setup.value && this.pair?.id !== pair ? [`pair=${pair}`] : [])
    ]
  }

  /** What is there takes the place of what is not. */
  tidy(): void {
    const { set, pair } = this.choices
    this.view.change({
      ...(this.chosenSet?.id !== set && { set: '' }),
      ...(this.pair?.id !== pair && { pair: '' })
    })
  }

  /** What would be started, or null where something is missing. */
  readonly request: BenchmarkRequest | null = $derived.by(() => {
    const { chosenSet, pair } = this
    const { methods, repeats, sample, atOnce } = this.choices
    const setup = this.setup.value
    if (!setup || !chosenSet || !pair || methods.length === 0) return null
    return {
      set: chosenSet.id,
      methods: [...methods],
      repeats,
      sample: sample >= chosenSet.count ? null : sample,
      options: this.#options(setup, pair),
      pair: pair.id,
      prompts: pair.prompts,
      strategies: pair.strategies,
      ...(atOnce !== '' && { parallel: Number(atOnce) })
    }
  })

  #options(
    { defaults, prompts }: SolveSetup,
    pair: SolveSetup['pairs'][number]
  ): BenchmarkRequest['options'] {
    const profile = prompts.find(({ id }) => id === pair.prompts)
    const suited = pair.measured ?? profile
    const { paths, seed, exact } = this.choices
    return {
      ...defaults,
      ...pair.sampling,
      ...(suited && suitedOptions(suited)),
      ...(profile && { weakToken: profile.weakToken }),
      paths,
      seed,
      exact
    }
  }

  load(): void {
    this.setup.read(call('solve.setup'))
    this.sets.read(call('sets.list'))
    this.readRuns()
  }

  readRuns(): void {
    this.runs.read(
      call('runs.list', {}).then((all) => all.filter(({ kind }) => kind === 'benchmark'))
    )
  }

  readForecast(): void {
    if (this.request) this.forecast.read(call('benchmarks.forecast', this.request))
  }

  /** With the number of paths that it was saved with. */
  choosePair(id: string): void {
    const paths = this.setup.value?.pairs.find((one) => one.id === id)?.paths
    this.view.change({ pair: id, ...(paths !== undefined && { paths }) })
  }

  toggle(method: MethodName): void {
    const { methods } = this.choices
    this.view.change({
      methods: methods.includes(method)
        ? methods.filter((one) => one !== method)
        : [...methods, method]
    })
  }

  /** Starts it and goes to it. What the program refuses is kept to be shown. */
  async start(loading?: BenchmarkRequest['loading']): Promise<void> {
    if (!this.request || this.starting) return
    this.starting = true
    this.refusal = null
    try {
      const { run } = await call('benchmarks.start', { ...this.request, loading })
      router.goWithin('benchmark', run)
    } catch (error) {
      this.refusal = failureOf(error)
    } finally {
      this.starting = false
    }
  }

  /** Starts it as the program offered, where it could not be as chosen. */
  startOtherwise({ paths, loading }: OtherStart): Promise<void> {
    if (paths !== undefined) this.view.change({ paths })
    return this.start(loading)
  }
}
