import { Command } from 'commander'
import type { ForkChange } from '../../../../shared/fork.ts'
import { forkWords } from '../../../../shared/fork-words.ts'
import { newSeed } from '../../../../shared/new-seed.ts'
import { HIGHEST_SEED } from '../../../../shared/options.ts'
import { highestScore, SCORER_NAMES } from '../../../../shared/scorers/scorers.ts'
import { forkRequest, type ForkWish } from '../../../actions/fork.ts'
import { untilThenUnrecorded } from '../../../actions/recording.ts'
import { solve } from '../../../actions/solve.ts'
import { allAttempts } from '../../../store/tables/attempts.ts'
import { findRun } from '../../../store/tables/runs.ts'
import { UserError } from '../../../user-error.ts'
import { attemptLines, createAttemptDisplay } from '../attempt-view.ts'
import { KnownNameArgument } from '../completion/known-name.ts'
import { noticeDeaths } from '../death-notice.ts'
import { exitCodeOf } from '../exit-code.ts'
import { numberFlag, wholeNumberFlag } from '../flag-values.ts'
import { StoppedByPerson, withInterrupt } from '../interrupt.ts'
import { ownCommand } from '../own-command.ts'
import { printJson, printLines } from '../print.ts'
import { noticeUnrecorded } from '../record-option.ts'
import type { RunContext } from '../run-context.ts'

interface Flags {
  readonly step: string
  readonly byTarget?: boolean
  readonly seed?: number | true
  readonly threshold?: number
  readonly text?: string
  readonly json?: boolean
}

/** `tandem fork`: goes on from a step of a finished attempt, with one thing done otherwise. */
export function forkCommand(context: RunContext): Command {
  return new Command('fork')
    .description('go on from a step of an attempt, with one thing done otherwise')
    .addArgument(
      new KnownNameArgument('<attempt>', 'its number, as "tandem show RUN" lists it', 'attempts')
    )
    .requiredOption('--step <path.step>', 'where: "2.5" is the fifth step of the second path')
    .option('--by-target', 'the target writes that step')
    .option(
      '--seed [n]',
      'another seed from there on (default: a new one)',
      wholeNumberFlag(0, HIGHEST_SEED)
    )
    .option(
      '--threshold <score>',
      'another threshold from there on',
      numberFlag(0, Math.max(...SCORER_NAMES.map(highestScore)))
    )
    .option('--text <step>', 'you write that step')
    .option('--json', 'print the run, the attempt and its view as JSON')
    .action(async (attempt: string, flags: Flags) => {
      const wish = wishOf(wholeNumberFlag(0, Number.MAX_SAFE_INTEGER)(attempt), flags)
      const services = context.runServices()
      const request = forkRequest(services, wish)
      noticeDeaths(context, request)
      const { stdout } = process
      const display = flags.json ? null : createAttemptDisplay(stdout)
      const refusals: UserError[] = []
      const solving = withInterrupt((signal) =>
        solve(services, request, {
          signal,
          watch: {
            event: (_method, _event, view) => display?.update(view),
            unrecorded: (refusal) => refusals.push(refusal),
            recorded: () => refusals.splice(0)
          }
        })
      )
      const {
        run,
        database,
        isRecorded,
        attempt: solved
      } = await solving.finally(() => {
        display?.close()
        for (const refusal of refusals) noticeUnrecorded(untilThenUnrecorded(refusal))
      })
      if (solved === null) throw new StoppedByPerson('Stopped.')
      process.exitCode = exitCodeOf(solved.view)
      const { key } = allAttempts(database, findRun(database, run)!.key).at(-1)!
      const { view, verdict } = solved
      const known = request.problem.answer ?? null
      if (flags.json) return printJson({ run, attempt: key, knownAnswer: known, verdict, view })
      printLines(attemptLines(solved, known, stdout))
      stdout.write(
        `Attempt ${key}, a fork of ${wish.attempt} (${request.fork!.run}): ${forkWords(request.fork!)}\n`
      )
      if (isRecorded) stdout.write(`Recorded: ${ownCommand()} show ${run}\n`)
    })
}

function wishOf(
  attempt: number,
  { step: place, byTarget, seed, threshold, text }: Flags
): ForkWish {
  const [, path, step] = /^(\d+)\.(\d+)$/.exec(place) ?? []
  if (!Number(path) || !Number(step)) {
    throw new UserError(`"${place}" is no step.`, 'Give the path and the step: --step 2.5')
  }
  const changes: ForkChange[] = [
    ...(byTarget ? (['target'] as const) : []),
    ...(seed === undefined ? [] : (['seed'] as const)),
    ...(threshold === undefined ? [] : (['threshold'] as const)),
    ...(text === undefined ? [] : (['text'] as const))
  ]
  const [change] = changes
  if (change === undefined || changes.length > 1) {
    throw new UserError(
      'A fork does one thing otherwise.',
      'Give one of --by-target, --seed, --threshold and --text.'
    )
  }
  const drawn = seed === true ? newSeed(crypto) : seed
  const at = { attempt, path: Number(path) - 1, step: Number(step) - 1 }
  return { ...at, change, seed: drawn, threshold, text }
}
