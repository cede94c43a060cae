import type { CallerInput } from '../../../shared/contract.ts'
import type { SolveSetup } from '../../../shared/contract/solve.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { MethodName, SolveOptions } from '../../../shared/options.ts'
import { planOf, type Effort } from '../../../shared/plan.ts'
import { AttemptState } from '../../lib/attempt.svelte.ts'
import { call, onPush } from '../../lib/api.ts'
import { failureOf } from '../../lib/call-failed.ts'

/** What a person has typed and chosen on the Solve screen, and the attempt that came of it. Lives as long as the page. */
class SolveState {
  setup = $state.raw<SolveSetup | null>(null)
  failure = $state.raw<Failure | null>(null)
  problem = $state('')
  answer = $state('')
  pair = $state('')
  prompts = $state('')
  strategies = $state('')
  options = $state.raw<SolveOptions | null>(null)
  /** Whether the baseline runs on the problem first. */
  measureBaseline = $state(false)
  attempt = $state.raw<AttemptState | null>(null)
  /** Between the click and the program's answer. */
  starting = $state(false)
  stopping = $state(false)
  /** The run of which only the baseline is shown yet; the attempt that was asked for follows. */
  #following = $state.raw<string | null>(null)

  constructor() {
    onPush('runs.changed', ({ run }) => {
      if (run === this.#following) this.#follow(run)
    })
  }

  get running(): boolean {
    return this.starting || this.measuring || (this.attempt?.running ?? false)
  }

  /** Whether the baseline is under way, and the attempt that was asked for is still to come. */
  get measuring(): boolean {
    return this.#following !== null
  }

  get manyPaths(): boolean {
    return this.setup?.methods.find(({ name }) => name === this.options?.method)?.paths === 'many'
  }

  /** Whether the method asks the target for scores, so that a threshold means something. */
  get scores(): boolean {
    const method = this.setup?.methods.find(({ name }) => name === this.options?.method)
    return method?.writer === 'draft-and-target'
  }

  load(): void {
    call('solve.setup').then(
      (setup) => {
        this.failure = null
        this.setup = setup
        if (this.options === null) this.#begin(setup)
        // The pair may have been deleted on another screen.
        else if (!setup.pairs.some(({ id }) => id === this.pair))
          this.choosePair(setup.pairs[0]?.id)
      },
      (error: unknown) => {
        this.failure = failureOf(error)
      }
    )
  }

  #begin({ defaults, samples, pairs }: SolveSetup): void {
    this.options = { ...defaults, seed: Math.floor(Math.random() * 2 ** 31) }
    const [sample] = samples
    if (sample) this.take(sample)
    this.choosePair(pairs[0]?.id)
  }

  /** Puts a problem into the box. */
  take({ text, answer }: { text: string; answer: string | null }): void {
    this.problem = text
    this.answer = answer ?? ''
  }

  change(part: Partial<SolveOptions>): void {
    if (this.options) this.options = { ...this.options, ...part }
  }

  choosePair(id: string | undefined): void {
    const pair = this.setup?.pairs.find((one) => one.id === id)
    if (!pair) return
    this.pair = pair.id
    this.strategies = pair.strategies
    this.change({ paths: pair.paths })
    this.choosePrompts(pair.prompts)
  }

  /** Each profile knows its scorer and threshold. */
  choosePrompts(id: string): void {
    this.prompts = id
    const profile = this.setup?.prompts.find((one) => one.id === id)
    if (!profile) return
    this.change({ weakToken: profile.weakToken })
    this.chooseEffort(this.options?.plan.effort ?? 'balanced')
    this.chooseScorer(profile.scorer)
  }

  /** Each profile knows what an effort means for its models. */
  chooseEffort(effort: Effort): void {
    const profile = this.setup?.prompts.find((one) => one.id === this.prompts)
    if (profile) this.change({ plan: planOf(profile.plans, effort) })
  }

  /** The paths of this method: `ssr-adaptive` counts those of its plan. */
  get paths(): number {
    const { options } = this
    return (this.byEvidence ? options?.plan.paths : options?.paths) ?? 1
  }

  choosePaths(paths: number): void {
    if (this.options === null) return
    if (this.byEvidence) this.change({ plan: { ...this.options.plan, paths } })
    else this.change({ paths })
  }

  /** Whether the method has an effort. */
  get byEvidence(): boolean {
    return this.options?.method === 'ssr-adaptive'
  }

  chooseScorer(scorer: SolveOptions['scorer']): void {
    const profile = this.setup?.prompts.find((one) => one.id === this.prompts)
    this.change({ scorer, threshold: profile?.thresholds[scorer] ?? 7 })
  }

  chooseMethod(method: MethodName): void {
    this.change({ method })
  }

  /** @param loading how the models are loaded this once, where it is not as their pair says */
  async run(loading?: CallerInput<'solve.start'>['loading']): Promise<void> {
    if (this.options === null || this.running) return
    this.starting = true
    this.failure = null
    try {
      const answer = this.answer.trim()
      const measureBaseline = this.measureBaseline && this.options.method !== 'baseline'
      const { run, attempt } = await call('solve.start', {
        problem: this.problem,
        answer: answer === '' ? null : answer,
        options: this.options,
        measureBaseline,
        pair: this.pair,
        prompts: this.prompts,
        strategies: this.strategies,
        loading
      })
      this.#show(run, attempt)
      if (measureBaseline) {
        this.#following = run
        this.#follow(run)
      }
    } catch (error) {
      this.failure = failureOf(error)
    } finally {
      this.starting = false
    }
  }

  #show(run: string, attempt: number): void {
    this.attempt?.close()
    this.attempt = new AttemptState(run, attempt)
    this.attempt.open()
  }

  /** Goes on to the run's next attempt once that has begun, or gives up where the run ended without one. */
  #follow(run: string): void {
    call('runs.read', { run }).then(
      ({ single, status }) => {
        if (this.#following !== run) return
        const next = single !== null && single.attempt !== this.attempt?.attempt
        if (next) this.#show(run, single.attempt)
        if (next || status !== 'running') this.#following = null
      },
      (error: unknown) => {
        this.#following = null
        this.failure = failureOf(error)
      }
    )
  }

  async stop(): Promise<void> {
    if (this.starting || !this.running || this.attempt === null) return
    this.stopping = true
    try {
      await call('runs.stop', { run: this.attempt.run })
    } catch (error) {
      this.failure = failureOf(error)
    } finally {
      this.stopping = false
    }
  }
}

export const solveState = new SolveState()
