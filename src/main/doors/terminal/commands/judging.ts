import { Command, Option } from 'commander'
import type { Regrading } from '../../../../shared/contract/judging.ts'
import { counted } from '../../../../shared/counted.ts'
import { METHOD_NAMES } from '../../../../shared/options.ts'
import {
  policySchema,
  type RunConfig,
  type Verdict,
  verdictSchema
} from '../../../../shared/run-record.ts'
import { judgeAttempt, type JudgementGiven } from '../../../actions/judge-attempt.ts'
import { regradeRun } from '../../../actions/regrade.ts'
import { gradesOf } from '../../../store/tables/grades.ts'
import { UserError } from '../../../user-error.ts'
import { wholeNumberFlag } from '../flag-values.ts'
import { printJson, printLines } from '../print.ts'
import { runArgument } from '../run-argument.ts'
import type { RunContext } from '../run-context.ts'
import { outputColumns } from '../terminal-size.ts'
import { wrapIndented } from '../wrap.ts'
import { reviewCommand } from './review.ts'

interface Flags {
  policy: RunConfig['policy']
  json?: boolean
}

interface VerdictFlags {
  method: string
  repeat: number
  note?: string
  clear?: boolean
  json?: boolean
}

/** What is said of answers after they were given, in the order of the help. */
export function judgingCommands(context: RunContext): readonly Command[] {
  return [regradeCommand(context), verdictCommand(context), reviewCommand(context)]
}

/** `tandem regrade`: new verdicts on old answers. */
function regradeCommand(context: RunContext): Command {
  return new Command('regrade')
    .description("grade a run's answers again, without solving anything")
    .addArgument(runArgument())
    .addOption(
      new Option('--policy <name>', 'how strictly')
        .choices(policySchema.options)
        .default('standard')
    )
    .option('--json', 'print what changed as JSON')
    .action(async (name: string, { policy, json }: Flags) => {
      const { run, ...regrading } = await regradeRun(context.runServices(), name, policy)
      if (json) printJson({ run, policy, ...regrading })
      else printLines(wrapIndented(regradingText(regrading, policy), outputColumns()))
    })
}

/** `tandem verdict`: a person's judgement of one attempt, and taking it back. */
function verdictCommand(context: RunContext): Command {
  return new Command('verdict')
    .description('judge one attempt yourself; regrading leaves it')
    .addArgument(runArgument())
    .argument('<problem>', 'id of the problem')
    .addArgument(new Command().createArgument('[verdict]').choices(verdictSchema.options))
    .addOption(
      new Option('--method <name>', 'whose attempt')
        .choices(METHOD_NAMES)
        // A run of a later version may have others.
        .argParser(String)
        .makeOptionMandatory()
    )
    .option('--repeat <n>', 'which of several, from 0', wholeNumberFlag(0, 1000), 0)
    .option('--note <text>', 'why; a verdict needs it')
    .option('--clear', "take your verdict back: the grader's is in force again")
    .option('--json', 'print it as JSON')
    .action((name: string, problem: string, verdict: Verdict | undefined, flags: VerdictFlags) => {
      const { method, repeat, json } = flags
      const judgement = readJudgement(verdict, flags)
      const services = context.runServices()
      const place = { problem, method, repeat }
      const { run, attempt } = judgeAttempt(services, name, place, judgement)
      const grade = gradesOf(services.database, attempt).at(-1)
      const inForce = { verdict: grade?.verdict ?? null, note: judgement?.note ?? null }
      if (json) printJson({ run, ...place, ...inForce })
      else printLines([`${problem} by ${method}: ${verdictText(inForce)}`])
    })
}

/** @returns null where a verdict is taken back. */
function readJudgement(
  verdict: Verdict | undefined,
  { note, clear }: VerdictFlags
): JudgementGiven | null {
  if (clear && verdict === undefined && note === undefined) return null
  if (!clear && verdict !== undefined && note !== undefined) return { verdict, note }
  throw new UserError(
    clear
      ? 'A verdict that is taken back needs neither another one nor a note.'
      : 'A judgement is a verdict and why.',
    'Give a verdict and --note, or --clear alone.'
  )
}

function verdictText({ verdict, note }: { verdict: Verdict | null; note: string | null }): string {
  if (note !== null) return `${verdict} (${note})`
  return verdict === null ? 'not graded' : `${verdict}, by the grader`
}

function regradingText({ graded, changed, kept }: Regrading, policy: string): string[] {
  return [
    `${counted(graded, 'answer')} graded by the policy "${policy}", ${counted(changed.length, 'verdict')} changed.`,
    ...(kept > 0 ? [`${counted(kept, 'verdict')} given by a person stayed.`] : []),
    ...changed.map(
      ({ problem, method, repeat, answer, before, after }) =>
        `  ${problem} ${method} ${repeat}: ${answer ?? '(none)'}: ${before ?? 'not graded'} -> ${after}`
    )
  ]
}
