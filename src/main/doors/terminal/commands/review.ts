import { createInterface } from 'node:readline'
import { Command } from 'commander'
import { VERDICT_KEYS } from '../../../../shared/undecided.ts'
import { judgeAttempt, type JudgementGiven } from '../../../actions/judge-attempt.ts'
import { resolveLiveRun } from '../../../runs/find-run.ts'
import { undecidedAttempts } from '../../../runs/undecided-attempts.ts'
import { printJson, printLines } from '../print.ts'
import { runArgument } from '../run-argument.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { terminalSize } from '../terminal-size.ts'
import { oneLine, wrap } from '../wrap.ts'

type Undecided = ReturnType<typeof undecidedAttempts>[number]

const VERDICTS = [...VERDICT_KEYS].map(([key, verdict]) => `${key} ${verdict}`).join(', ')
const KEYS = `${VERDICTS}; n NOTE for the next verdict; Enter leaves it; u undoes; q ends`

/** `tandem review`: the attempts that nobody has decided, one after the other, judged line by line. */
export function reviewCommand(context: RunContext): Command {
  return new Command('review')
    .description('judge the attempts that the grader could not, one after the other')
    .addArgument(runArgument())
    .option('--json', 'print those attempts as JSON, and judge none')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const services = context.runServices()
      const run = resolveLiveRun(services.database, name)
      const undecided = undecidedAttempts(services.database, run)
      if (json) return printJson({ run: run.id, undecided: undecided.map(describe) })
      if (undecided.length === 0) return printLines([`Nothing is undecided in ${run.id}.`])
      const style = createStyle(showsColours(process.stdout))
      const judged = await review(
        undecided,
        style,
        (attempt, judgement) => judgeAttempt(services, run.id, attempt, judgement).before
      )
      const left = undecided.length - judged
      printLines([`Judged: ${judged}. Undecided: ${left}.`])
    })
}

/** Asks for each attempt until nobody answers any more; the last judgement too can be taken back. Returns how many were judged. */
async function review(
  undecided: readonly Undecided[],
  style: Style,
  judge: (attempt: number, judgement: JudgementGiven | null) => JudgementGiven | null
): Promise<number> {
  const done: { readonly at: number; readonly before: JudgementGiven | null }[] = []
  const judged = new Set<number>()
  let [at, note] = [0, '']
  printLines([...inWidth(KEYS), ...shown(undecided, at, style)])
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) {
    const word = line.trim()
    const verdict = VERDICT_KEYS.get(word)
    const current = undecided[at]
    if (word === 'q' || (word === '' && current === undefined)) break
    if (word.startsWith('n ')) {
      note = word.slice(2).trim()
      continue
    }
    if (word === 'u') {
      const last = done.pop()
      if (!last) printLines(['There is nothing to undo.'])
      else {
        judge(undecided[last.at]!.attempt.key, last.before)
        judged.delete(last.at)
        at = last.at
      }
    } else if (verdict && current) {
      done.push({ at, before: judge(current.attempt.key, { verdict, note }) })
      judged.add(at)
      printLines([`${oneLine(current.problem.id)} by ${current.attempt.method}: ${verdict}`])
      at += 1
    } else if (word === '') at += 1
    else printLines(inWidth(`"${word}" means nothing here. ${KEYS}`))
    note = ''
    printLines(shown(undecided, at, style))
  }
  lines.close()
  return judged.size
}

function shown(undecided: readonly Undecided[], at: number, style: Style): string[] {
  const one = undecided[at]
  if (one === undefined) return ['', 'That was the last one: u undoes, Enter ends.']
  const { attempt, problem } = one
  return [
    '',
    style.bold(`${at + 1} of ${undecided.length}: ${oneLine(problem.id)} by ${attempt.method}`),
    ...inWidth(problem.text),
    `given: ${attempt.answer ?? '(none)'}`,
    `known: ${problem.answer ?? '(none)'}`
  ]
}

function inWidth(text: string): string[] {
  return wrap(text, terminalSize(process.stdout).columns)
}

function describe({ attempt, problem }: Undecided) {
  return {
    attempt: attempt.key,
    problem: problem.id,
    text: problem.text,
    method: attempt.method,
    repeat: attempt.repeat,
    answer: attempt.answer,
    known: problem.answer ?? null,
    verdict: attempt.verdict
  }
}
