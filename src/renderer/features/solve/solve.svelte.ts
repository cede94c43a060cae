import type { CallerInput } from '../../../shared/contract.ts'
import type { PairMeasured, SolveSetup } from '../../../shared/contract/solve.ts'
import type { Failure } from '../../../shared/failure.ts'
import { newSeed } from '../../../shared/new-seed.ts'
import type { MethodName, SolveOptions } from '../../../shared/options.ts'
import type { Effort } from '../../../shared/plan.ts'
import { suitedOptions, type SuitedMeasures } from '../../../shared/suited-options.ts'
import { AttemptState } from '../../lib/attempt.svelte.ts'
import { call, onPush } from '../../lib/api.ts'
import { failureOf } from '../../lib/call-failed.ts'
import { router } from '../../lib/router.svelte.ts'
import { t } from '../../words/t.ts'
import { isAnotherProblem, isWrittenOn } from './another-problem.ts'
import { keepChoices, type KeptChoices, readKeptChoices } from './kept-choices.ts'
import { keepTypedProblem, type KeptProblem, readKeptProblem } from './kept-problem.ts'

/** What is other than chosen for one start. */
export interface StartOptions {
  /** How the models are loaded this once, where it is not as their pair says. */
  readonly loading?: CallerInput<'solve.start'>['loading']
  readonly method?: MethodName
  /** Whether the baseline runs first. */
  readonly measureBaseline?: boolean
}

/** What a person has typed and chosen on the Solve screen, and the attempt that came of it. Lives as long as the page. */
class SolveState {
  setup = $state.raw<SolveSetup | null>(null)
  failure = $state.raw<Failure | null>(null)
  /** A run that an address names and that cannot be shown, and why. */
  #lost = $state.raw<{ readonly run: string; readonly failure: Failure } | null>(null)
  #problem = $state('')
  #answer = $state('')
  /** The problem that the answer was given for: a sample, what was solved last, or what was being typed. */
  #answered = $state.raw<KeptProblem | null>(null)
  /** A seed that stays; null for a new one each time. */
  pinnedSeed = $state<number | null>(null)
  pair = $state('')
  prompts = $state('')
  strategies = $state('')
  /** Whether the prompt profile decides, whatever was measured of the pair. */
  ignoresMeasured = $state(false)
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
    $effect.root(() => {
      $effect(() => this.#keepChoices())
    })
  }

  get problem(): string {
    return this.#problem
  }

  /** The known answer goes with the problem that it was given for, and comes back with it. */
  set problem(text: string) {
    if (text === this.#answered?.problem) this.#answer = this.#answered.answer
    else if (this.#answer !== '' && this.#answered) this.#changeAnswered(this.#answered, text)
    this.#problem = text
    this.#keep()
  }

  /** What was solved or taken is not corrected: any other text is another problem. */
  #changeAnswered({ problem, answer, typed }: KeptProblem, text: string): void {
    if (typed && isWrittenOn(problem, text)) this.#answered = { problem: text, answer, typed }
    else if (!typed || isAnotherProblem(problem, text)) {
      this.#answered = { problem: this.#problem, answer, typed }
      this.#answer = ''
    }
  }

  get answer(): string {
    return this.#answer
  }

  set answer(text: string) {
    this.#answer = text
    const typed = this.#answered?.typed !== false || this.#answered.problem !== this.#problem
    this.#answered = { problem: this.#problem, answer: text, typed }
    this.#keep()
  }

  /** Whether the box holds the problem of the attempt that is shown. */
  get showsOwnProblem(): boolean {
    const shown = this.attempt?.snapshot?.problem.text
    return shown === undefined || shown === this.#problem.trim()
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
        const before = this.measured?.calibratedAt
        this.failure = null
        this.setup = setup
        if (this.options === null) this.#begin(setup)
        // The pair may have been deleted on another screen.
        else if (!setup.pairs.some(({ id }) => id === this.pair))
          this.choosePair(setup.pairs[0]?.id)
        // What was measured on another screen is used from now on.
        else if (this.measured?.calibratedAt !== before) this.choosePrompts(this.prompts)
      },
      (error: unknown) => {
        this.failure = failureOf(error)
      }
    )
  }

  #begin({ defaults, samples, pairs }: SolveSetup): void {
    this.options = defaults
    const kept = readKeptProblem()
    const [sample] = samples
    if (kept) this.#put(kept)
    else if (sample && router.rest.length === 0) this.take(sample)
    this.choosePair(pairs[0]?.id)
    const chosen = readKeptChoices()
    if (chosen) this.#chooseAgain(chosen)
  }

  /** What was chosen before the page was loaded again, unless some of it is gone. */
  #chooseAgain({ calibratedAt, ...kept }: KeptChoices): void {
    const { pairs = [], prompts = [], strategies = [] } = this.setup ?? {}
    const isThere = (list: readonly { readonly id: string }[], id: string) =>
      list.some((one) => one.id === id)
    if (!isThere(pairs, kept.pair) || !isThere(prompts, kept.prompts)) return
    if (!isThere(strategies, kept.strategies)) return
    Object.assign(this, kept)
    // What was measured meanwhile is used from now on.
    if ((this.measured?.calibratedAt ?? null) !== calibratedAt) this.choosePrompts(kept.prompts)
  }

  #keepChoices(): void {
    const { pair, prompts, strategies, ignoresMeasured, options, pinnedSeed } = this
    if (options === null) return
    keepChoices({
      pair,
      prompts,
      strategies,
      ignoresMeasured,
      calibratedAt: this.measured?.calibratedAt ?? null,
      options,
      pinnedSeed,
      measureBaseline: this.measureBaseline
    })
  }

  /** Puts a problem into the box. */
  take({ text, answer }: { text: string; answer: string | null }): void {
    this.#put({ problem: text, answer: answer ?? '', typed: false })
  }

  #put(kept: KeptProblem): void {
    this.#answered = kept
    this.problem = kept.problem
  }

  #keep(): void {
    const typed = this.#answered?.typed ?? true
    keepTypedProblem({ problem: this.#problem, answer: this.#answer, typed })
  }

  change(part: Partial<SolveOptions>): void {
    if (this.options) this.options = { ...this.options, ...part }
  }

  choosePair(id: string | undefined): void {
    const pair = this.setup?.pairs.find((one) => one.id === id)
    if (!pair) return
    this.pair = pair.id
    this.strategies = pair.strategies
    this.change({ paths: pair.paths, ...pair.sampling })
    this.choosePrompts(pair.prompts)
  }

  /** What was measured of the chosen pair with the chosen prompts, unless that is to be ignored. */
  get measured(): PairMeasured | null {
    const measured = this.setup?.pairs.find((one) => one.id === this.pair)?.measured ?? null
    return measured?.prompts === this.prompts ? measured : null
  }

  /** Scorer, thresholds and plans as they were measured, or as the profile says. */
  get suited(): SuitedMeasures | null {
    const profile = this.setup?.prompts.find((one) => one.id === this.prompts) ?? null
    return this.ignoresMeasured ? profile : (this.measured ?? profile)
  }

  ignoreMeasured(ignores: boolean): void {
    this.ignoresMeasured = ignores
    this.choosePrompts(this.prompts)
  }

  /** Each profile knows its scorer and threshold; what was measured of the pair goes before that. */
  choosePrompts(id: string): void {
    this.prompts = id
    const profile = this.setup?.prompts.find((one) => one.id === id)
    if (!profile || this.suited === null) return
    const effort = this.options?.plan.effort
    this.change({ weakToken: profile.weakToken, ...suitedOptions(this.suited, { effort }) })
  }

  /** What an effort means for the chosen models. */
  chooseEffort(effort: Effort): void {
    if (this.suited) this.change({ plan: suitedOptions(this.suited, { effort }).plan })
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
    if (this.suited) {
      this.change({ scorer, threshold: suitedOptions(this.suited, { scorer }).threshold })
    }
  }

  chooseMethod(method: MethodName): void {
    this.change({ method })
  }

  async run(start: StartOptions = {}): Promise<void> {
    if (this.options === null || this.running) return
    this.starting = true
    this.failure = null
    try {
      const answer = this.answer.trim()
      const method = start.method ?? this.options.method
      const measureBaseline =
        (start.measureBaseline ?? this.measureBaseline) && method !== 'baseline'
      this.#answered = { problem: this.#problem, answer, typed: false }
      const { run, attempt } = await call('solve.start', {
        problem: this.problem,
        answer: answer === '' ? null : answer,
        options: { ...this.options, method, seed: this.pinnedSeed ?? newSeed(crypto) },
        measureBaseline,
        pair: this.pair,
        prompts: this.prompts,
        strategies: this.strategies,
        loading: start.loading
      })
      this.#show(run, attempt)
      if (measureBaseline) {
        this.#following = run
        this.#follow(run)
      }
    } catch (error) {
      this.failure = failureOf(error)
      this.stopping = false
    } finally {
      this.starting = false
    }
    if (this.stopping) await this.#stopShown()
  }

  /** Why the run that an address names is not shown; another address has nothing to do with it. */
  lossOf(run: string | null): Failure | null {
    return this.#lost?.run === run ? this.#lost.failure : null
  }

  /** Shows a run again that the address names, with its problem where the box has nothing of its own. */
  open(run: string): void {
    if (this.attempt?.run === run) return
    call('runs.read', { run }).then(
      ({ single, problem, known, status, methods, attempts }) => {
        // Back and forward are faster than the program.
        if (router.screen === 'solve' && (router.rest[0] ?? run) !== run) return
        if (single === null || problem === null) {
          const failure = {
            code: 'page',
            message: t('solve.notSingle'),
            hint: t('solve.notSingle.hint')
          }
          this.#lost = { run, failure }
          return
        }
        if (this.#problem === '') this.take({ text: problem, answer: known })
        this.#show(run, single.attempt)
        const baselineFirst = methods.length > 1 && attempts.done === 0
        if (status === 'running' && baselineFirst) this.#following = run
      },
      (error: unknown) => {
        this.#lost = { run, failure: failureOf(error) }
      }
    )
  }

  /** Whoever has gone to another screen meanwhile is left there, and finds it when they come back. */
  #show(run: string, attempt: number): void {
    router.goWithin('solve', run)
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

  /** What has only just been asked for has no name yet: it is stopped as soon as it has one. */
  async stop(): Promise<void> {
    if (!this.running || this.stopping) return
    this.stopping = true
    if (!this.starting) await this.#stopShown()
  }

  async #stopShown(): Promise<void> {
    try {
      if (this.attempt !== null) await call('runs.stop', { run: this.attempt.run })
    } catch (error) {
      this.failure = failureOf(error)
    } finally {
      this.stopping = false
    }
  }
}

export const solveState = new SolveState()
