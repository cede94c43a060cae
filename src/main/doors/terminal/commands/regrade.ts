import { Command, Option } from 'commander'
import {
  policySchema,
  type RunConfig,
  type Verdict,
  verdictSchema
} from '../../../../shared/run-record.ts'
import { resolveLiveRun } from '../../../runs/find-run.ts'
import { findAttempt, overrule, regradeRun, type Regrading } from '../../../runs/regrade.ts'
import { printJson, printLines } from '../print.ts'
import type { RunContext } from '../run-context.ts'

interface Flags {
  policy: RunConfig['policy']
  json?: boolean
}

interface VerdictFlags {
  method: string
  repeat: string
  note: string
  json?: boolean
}

/** `tandem regrade`: new verdicts on old answers. */
export function regradeCommand(context: RunContext): Command {
  return new Command('regrade')
    .description("grade a run's answers again, without solving anything")
    .argument('<run>')
    .addOption(
      new Option('--policy <name>', 'how strictly')
        .choices(policySchema.options)
        .default('standard')
    )
    .option('--json', 'print what changed as JSON')
    .action(async (name: string, { policy, json }: Flags) => {
      const services = context.runServices()
      const run = resolveLiveRun(services.database, name)
      const regrading = await regradeRun(services, run, policy)
      if (json) printJson({ run: run.id, policy, ...regrading })
      else printLines(regradingText(regrading, policy))
    })
}

/** `tandem verdict`: a person's judgement of one attempt. */
export function verdictCommand(context: RunContext): Command {
  return new Command('verdict')
    .description('judge one attempt yourself; regrading leaves it')
    .argument('<run>')
    .argument('<problem>', 'id of the problem')
    .addArgument(new Command().createArgument('<verdict>').choices(verdictSchema.options))
    .requiredOption('--method <name>', 'whose attempt')
    .option('--repeat <n>', 'which of several, from 0', '0')
    .requiredOption('--note <text>', 'why')
    .option('--json', 'print it as JSON')
    .action((name: string, problem: string, verdict: Verdict, flags: VerdictFlags) => {
      const services = context.runServices()
      const run = resolveLiveRun(services.database, name)
      const { method, note, json } = flags
      const place = { problem, method, repeat: Number(flags.repeat) }
      overrule(services, run, findAttempt(services.database, run, place), { verdict, note })
      if (json) printJson({ run: run.id, ...place, verdict, note })
      else printLines([`${problem} by ${method}: ${verdict} (${note})`])
    })
}

function regradingText({ graded, changed, kept }: Regrading, policy: string): string[] {
  return [
    `${graded} answers graded by the policy "${policy}", ${changed.length} verdicts changed.`,
    ...(kept > 0 ? [`${kept} verdicts given by a person were left.`] : []),
    ...changed.map(
      ({ problem, method, repeat, answer, before, after }) =>
        `  ${problem} ${method} ${repeat}: ${answer ?? '(none)'}: ${before ?? 'not graded'} -> ${after}`
    )
  ]
}
