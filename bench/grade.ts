import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { equivalent } from '../src/core/answers/equivalent.ts'
import { extract } from '../src/core/answers/extract.ts'
import { type Task, judge } from '../src/core/answers/judge.ts'
import { normalise } from '../src/core/answers/notation/normalise.ts'
import { Grader } from '../src/main/grading/grader.ts'
import { parseLines } from '../src/main/grading/grading-line.ts'

/**
 * How fast the grader is, and whether anything stops it.
 *
 *     node bench/grade.ts speed FILE.jsonl     pairs per second, in one thread and through the worker
 *     node bench/grade.ts ratio CHECKOUT FILE.jsonl [COUNT]
 *                                              time of COUNT gradings, 10,000 unless told, against those of another
 *                                              checkout of this project, in turns: of texts that come again, as in a
 *                                              vote, and of texts that are met once, with other digits each round
 *     node bench/grade.ts fuzz [COUNT] [SEED]  random and mutated answers: none may throw, take long or be asymmetric
 */
async function measureSpeed(file: string): Promise<void> {
  const tasks = await tasksIn(file)
  for (const round of ['cold', 'warm']) {
    const times = tasks.map((task) => milliseconds(() => judge(task)))
    report(
      `in one thread, ${round}`,
      tasks.length,
      times.reduce((sum, time) => sum + time, 0)
    )
    console.log(`  slowest pair ${Math.max(...times).toFixed(1)} ms`)
  }
  const grader = new Grader()
  try {
    for (const round of ['with its start', 'running']) {
      const start = performance.now()
      await grader.grade(tasks)
      report(`through the worker, ${round}`, tasks.length, performance.now() - start)
    }
  } finally {
    await grader.close()
  }
}

type Judge = typeof judge

const rounds = 7

/** Least processor time of several rounds in turns: what other programs take does not count. */
async function compareSpeed(checkout: string, file: string, count: number): Promise<void> {
  const other = pathToFileURL(resolve(checkout, 'src/core/answers/judge.ts')).href
  const judges: readonly Judge[] = [((await import(other)) as { judge: Judge }).judge, judge]
  const tasks = await tasksIn(file)
  const perRound = Math.ceil(count / rounds)
  const again = Array.from({ length: perRound }, (_, n) => tasks[n % tasks.length] as Task)
  const random = sequence(1)
  for (const [name, draw] of [
    ['texts that come again', () => again],
    ['texts met once', () => again.map((task) => withOtherDigits(task, random))]
  ] as const) {
    const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (let round = 0; round < rounds; round++) {
      const drawn = draw()
      for (const [at, grade] of judges.entries()) {
        const start = processorTime()
        for (const task of drawn) grade(task)
        least[at] = Math.min(least[at] ?? 0, processorTime() - start)
      }
    }
    const [theirs = 0, ours = 0] = least
    const perTenThousand = (time: number) => ((time * 10_000) / perRound).toFixed(0)
    console.log(
      `10,000 gradings of ${name}: ${perTenThousand(ours)} ms here, ` +
        `${perTenThousand(theirs)} ms in ${checkout}, ratio ${(ours / theirs).toFixed(2)}`
    )
  }
}

/** The task with other digits from 1 to 9, the same ones in both texts, so that equal answers stay equal. */
function withOtherDigits(task: Task, random: () => number): Task {
  const digits = Array.from({ length: 9 }, (_, at) => ({ digit: at + 1, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ digit }) => String(digit))
  const replaced = (text: string) =>
    text.replace(/[1-9]/g, (digit) => digits[Number(digit) - 1] ?? digit)
  return { ...task, gold: replaced(task.gold), pred: replaced(task.pred) }
}

/** Milliseconds of processor time that this process has used. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

async function tasksIn(file: string): Promise<Task[]> {
  return parseLines(await readFile(file, 'utf8'), file).flatMap((line): Task[] =>
    typeof line.gold === 'string' ? [{ kind: line.kind, gold: line.gold, pred: line.pred }] : []
  )
}

function report(name: string, count: number, time: number): void {
  console.log(
    `${name}: ${count} pairs in ${time.toFixed(0)} ms, ${Math.round((1000 * count) / time)} a second`
  )
}

const fragments =
  "0 1 2 12 007 3.5 .5 1,234 1e9 x y n m e i E I \\pi \\theta \\alpha + - * / ^ _ = < > ( ) [ ] { } \\{ \\} | ' ! , ; : . % $ \\$ \\frac \\dfrac \\sqrt \\sqrt[3] \\sin \\cos^{-1} \\log_2 \\ln \\max \\binom \\le \\ge \\ne \\cup \\in \\pm \\mp \\infty \\cdot \\times \\div \\left \\right \\text{cm} \\text{and} \\mathrm{d} \\boxed{ \\begin{pmatrix} \\end{pmatrix} \\begin{cases} \\end{cases} & \\\\ ½ √ ≤ ° − π apples five or and the not A B (C) \\quad \\, \\! \\% ^{2} ^\\circ \\sum_{k=1}^{5} \\lfloor \\rfloor \\overline{AB} \\mathbb{R} \\setminus f(x) f' 5^{5^{5 </think> #### <answer> </answer> answer: 张 é \u0000 \ud800".split(
    ' '
  )

function fuzz(count: number, seed: number): void {
  const random = sequence(seed)
  const pick = () => fragments[Math.floor(random() * fragments.length)] ?? ''
  const soup = () =>
    Array.from({ length: 1 + Math.floor(random() ** 3 * 60) }, pick).join(random() < 0.5 ? '' : ' ')
  const failures: string[] = []
  let slowest = { time: 0, answer: '' }
  for (let at = 0; at < count; at++) {
    const a = soup()
    const b = random() < 0.5 ? soup() : mutated(a, random, pick)
    try {
      const time = milliseconds(() => {
        const forth = equivalent(a, b).equality
        if (forth !== equivalent(b, a).equality)
          failures.push(`asymmetric: ${JSON.stringify([a, b])}`)
        extract(a)
        extract(b, { choices: ['1', '2', '3'] })
      })
      if (time > slowest.time) slowest = { time, answer: JSON.stringify([a, b]).slice(0, 300) }
      if (normalise(normalise(a)) !== normalise(a))
        failures.push(`not settled: ${JSON.stringify(a)}`)
    } catch (error) {
      failures.push(`threw ${String(error)}: ${JSON.stringify([a, b])}`)
    }
  }
  console.log(`${count} pairs from seed ${seed}: ${failures.length} failures`)
  console.log(`slowest ${slowest.time.toFixed(1)} ms: ${slowest.answer}`)
  for (const failure of failures.slice(0, 20)) console.log(failure.slice(0, 400))
  if (failures.length > 0) process.exitCode = 1
}

/** The text with one piece taken out, doubled or replaced. */
function mutated(text: string, random: () => number, pick: () => string): string {
  const from = Math.floor(random() * text.length)
  const to = from + Math.floor(random() * 6)
  const inserted = [pick(), text.slice(from, to).repeat(2), ''][Math.floor(random() * 3)] ?? ''
  return text.slice(0, from) + inserted + text.slice(to)
}

function milliseconds(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

/** Fractions in [0, 1), fixed by the seed (the mulberry32 generator). */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const [what, ...rest] = process.argv.slice(2)
if (what === 'speed' && rest[0]) await measureSpeed(rest[0])
else if (what === 'ratio' && rest[0] && rest[1]) {
  await compareSpeed(rest[0], rest[1], Number(rest[2] ?? 10_000))
} else if (what === 'fuzz') fuzz(Number(rest[0] ?? 100_000), Number(rest[1] ?? 1))
else
  throw new Error('Expected: speed FILE.jsonl, ratio CHECKOUT FILE.jsonl, or fuzz [COUNT] [SEED]')
