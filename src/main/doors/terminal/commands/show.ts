import { Command, Option } from 'commander'
import { attemptOutcomeSchema, type AttemptOutcome } from '../../../../shared/attempt-outcomes.ts'
import type { Language } from '../../../../shared/contract/settings.ts'
import { foldAll } from '../../../../shared/fold.ts'
import { gammaDecodeAt, judgingOf, whatIf } from '../../../../shared/what-if.ts'
import { say } from '../../../../shared/words/say.ts'
import { shareAttempt } from '../../../export/share-attempt.ts'
import { resolveRun } from '../../../runs/find-run.ts'
import { summarise } from '../../../runs/list-runs.ts'
import { judgingsOfRun } from '../../../runs/what-if-run.ts'
import type { Database } from '../../../store/sql.ts'
import { readEvents } from '../../../store/tables/event-batches.ts'
import type { RunSummary } from '../../../../shared/run-list.ts'
import type { RunRecord } from '../../../store/tables/runs.ts'
import { atOnceLines } from '../at-once-text.ts'
import { attemptsTable, findAttempt, listAttempts, outcomeLine } from '../attempt-list.ts'
import { KnownNameOption } from '../completion/known-name.ts'
import { wholeNumberFlag } from '../flag-values.ts'
import { languageOption } from '../language-option.ts'
import { printJson, printLines } from '../print.ts'
import { runArgument } from '../run-argument.ts'
import type { RunContext } from '../run-context.ts'
import { starredId } from '../starred-id.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { outputColumns } from '../terminal-size.ts'
import { whatIfLines, whatIfThreshold } from '../what-if-text.ts'
import { oneLine, wrap } from '../wrap.ts'
import { showAttempt } from './show-attempt.ts'
import { writeOutput } from '../write-output.ts'

interface ShowOptions {
  readonly attempt?: number
  readonly outcome?: AttemptOutcome
  readonly whatIf?: string
  readonly timeline?: boolean
  readonly confidence?: boolean
  readonly html?: string
  readonly language: Language
  readonly json?: boolean
}

/** What is shown in the place of an attempt. */
const ALONE = ['whatIf', 'html']

/** `tandem show`: a run's configuration and attempts, or one attempt step by step. */
export function showCommand(context: RunContext): Command {
  return new Command('show')
    .description('a run and its attempts, or one attempt step by step')
    .addArgument(runArgument())
    .addOption(
      new KnownNameOption(
        '--attempt <key>',
        'the attempt to open, by the number that "show" lists',
        'attempts'
      ).argParser(wholeNumberFlag(0, Number.MAX_SAFE_INTEGER))
    )
    .addOption(
      new Option('--outcome <name>', 'only attempts that ended so')
        .choices(attemptOutcomeSchema.options)
        .conflicts(['attempt', 'timeline', 'confidence', 'whatIf', 'html'])
    )
    .addOption(
      new Option('--timeline', 'which model worked when on each path of it').conflicts(ALONE)
    )
    .addOption(
      new Option('--confidence', 'how probable each token of it was').conflicts([
        'timeline',
        ...ALONE
      ])
    )
    .option('--what-if <threshold>', 'what another threshold would have done to its drafts')
    .option('--html <file>', 'write the attempt to a file of its own, to be handed on')
    .addOption(languageOption('of that file'))
    .option('--json', 'print it as JSON')
    .action((name: string, flags: ShowOptions) => {
      const { attempt, whatIf: threshold, html, language, json } = flags
      const { database, now } = context.runServices()
      if (html !== undefined) {
        const { text } = shareAttempt(database, name, attempt ?? null, { language, now: now() })
        return writeOutput(html, [text])
      }
      const run = resolveRun(database, name)
      const style = createStyle(showsColours(process.stdout))
      if (threshold !== undefined) {
        return showWhatIf(database, run, attempt, threshold, { json, style })
      }
      if (flags.timeline || flags.confidence || attempt !== undefined) {
        return showAttempt(database, run, findAttempt(database, run, attempt), { ...flags, style })
      }
      showRun(database, run, summarise(database, now(), run), { ...flags, style })
    })
}

function showRun(
  database: Database,
  run: RunRecord,
  summary: RunSummary,
  { outcome, json, style }: ShowOptions & { readonly style: Style }
): void {
  const attempts = listAttempts(database, run, outcome)
  if (json) {
    const { seed, config, atOnce } = run
    return printJson({ ...summary, seed, config, atOnce, attempts })
  }
  const { status, setName, attempts: counts } = summary
  const columns = outputColumns()
  printLines([
    `${starredId(summary)}  ${status}  ${counts.done} of ${counts.total}`,
    ...wrap(
      `${setName === null ? '' : `set ${oneLine(setName)}, `}seed ${run.seed}, target ${oneLine(run.config.pair.target.name)}, draft ${oneLine(run.config.pair.draft.name)}`,
      columns
    ),
    ...atOnceLines(run.atOnce),
    ...(run.note === '' ? [] : wrap(run.note, columns)),
    ...(outcome === undefined
      ? []
      : wrap(outcomeLine(outcome, { found: attempts.length, of: counts.total }), columns)),
    ...(outcome !== undefined && attempts.length === 0
      ? []
      : ['', ...attemptsTable(attempts, style)])
  ])
}

/** Of one attempt, which drafts; of a run, how many by method. */
function showWhatIf(
  database: Database,
  run: RunRecord,
  attempt: number | undefined,
  text: string,
  { json, style }: { readonly json: boolean | undefined; readonly style: Style }
): void {
  const { options } = run.config
  const threshold = whatIfThreshold(text, options)
  const asked =
    attempt === undefined
      ? judgingsOfRun(database, run).map(({ method, ...rest }) => ({ name: method, ...rest }))
      : judgingOfAttempt(database, findAttempt(database, run, attempt))
  if (json) {
    return printJson({
      threshold,
      caveat: say('en', 'whatIf.caveat'),
      methods: asked.map(({ name, judging, gammaDecode }) => {
        const answer = whatIf(judging, threshold)
        return { method: name, ...answer, gammaDecode: gammaDecodeAt({ ...answer, gammaDecode }) }
      })
    })
  }
  printLines(whatIfLines(asked, options, threshold, { columns: outputColumns(), style }))
}

function judgingOfAttempt(database: Database, { attempt, method }: ReturnType<typeof findAttempt>) {
  const view = foldAll(readEvents(database, attempt))
  const judging = judgingOf(view, attempt)
  if (judging === null) return []
  return [{ name: method, judging, gammaDecode: view.ratios?.gammaDecode ?? null }]
}
