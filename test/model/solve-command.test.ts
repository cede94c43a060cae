import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attemptEventSchema } from '../../src/shared/events.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import { solveDocumentSchema } from '../../src/shared/solve-document.ts'
import { placeSpeed } from '../helpers/fastest-settings.ts'
import { runHere } from '../helpers/run-here.ts'
import { runTandem as run } from '../helpers/run-tandem.ts'

const PROBLEM =
  'Tom has 47 apples. Tom buys 3 boxes with 12 apples each. How many apples does Tom have now?'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-'))
  placeSpeed(join(folder, 'data'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** With a data folder of its own. */
function runTandem(args: readonly string[], options: Parameters<typeof run>[1] = {}) {
  return run(args, { ...options, environment: { TANDEM_DATA: join(folder, 'data') } })
}

async function recordedRuns(...filter: string[]) {
  const { stdout } = await runHere(join(folder, 'data'), ['runs', '--json', ...filter])
  return (JSON.parse(stdout) as { runs: { id: string; tags: string[] }[] }).runs
}

describe('tandem solve', () => {
  it('prints one valid document with --json, and nothing else', async () => {
    const asked = ['solve', PROBLEM, '--json', '--seed', '5', '--method', 'ssr']
    const { code, stdout, stderr } = await runTandem(asked)
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const document = solveDocumentSchema.parse(JSON.parse(stdout))
    expect(document).toMatchObject({ method: 'ssr', seed: 5, outcome: 'answered' })
    expect(document.paths).toHaveLength(3)
    expect(document.cost.reevaluated).toBe(0)
    expect(document.votes.flatMap(({ paths }) => paths).length).toBeGreaterThan(0)
    expect(document.versions).toHaveProperty('tandem')
  })

  it('says whether the answer is the known one, with the exit code of any answer', async () => {
    const asked = ['solve', PROBLEM, '--method', 'baseline', '--temperature', '0']
    const right = await runTandem([...asked, '--answer', ' 83.0 ', '--json'])
    const document = solveDocumentSchema.parse(JSON.parse(right.stdout))
    expect(document).toMatchObject({ answer: '83', knownAnswer: '83.0', verdict: 'right' })
    const wrong = await runTandem([...asked, '--answer=-7'])
    expect(wrong.stdout).toMatch(/^Answer: 83$\n^Wrong\. The known answer is -7\.$/m)
    expect([right.code, wrong.code]).toEqual([0, 0])
    const [run] = await recordedRuns()
    const { stdout } = await runHere(join(folder, 'data'), ['show', run!.id, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ attempts: [{ answer: '83', verdict: 'wrong' }] })
  })

  it('goes by evidence unless another method is asked for', async () => {
    const { code, stdout } = await runTandem(['solve', PROBLEM, '--json', '--seed', '5'])
    expect(code).toBe(0)
    const document = solveDocumentSchema.parse(JSON.parse(stdout))
    expect(document).toMatchObject({ method: 'ssr-adaptive', seed: 5, outcome: 'answered' })
    expect(document.cost.reevaluated).toBe(0)
  })

  it('prints events that fold to the finished attempt', async () => {
    const { stdout } = await runTandem(['solve', PROBLEM, '--events', '--method', 'specreason'])
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => attemptEventSchema.parse(JSON.parse(line)))
    const view = events.reduce(fold, emptyView())
    expect(events.at(-1)).toMatchObject({ type: 'finished', bill: view.cost })
  })

  it('reads the problem from standard input or a file, and is quiet where asked', async () => {
    const file = join(folder, 'problem.txt')
    await writeFile(file, PROBLEM)
    const known = ['--answer', '83']
    const options = ['--method', 'baseline', '--temperature', '0', '--quiet', ...known]
    const fromFile = await runTandem(['solve', '--file', file, ...options])
    const fromInput = await runTandem(['solve', '-', ...options], { input: PROBLEM })
    // Standard output is for the answer alone.
    expect(fromFile).toMatchObject({ stdout: '83\n', stderr: 'Right\n' })
    expect(fromInput).toEqual(fromFile)
  })

  it('gives the same document twice with the same seed and --exact', async () => {
    const solve = async () => {
      const { stdout } = await runTandem(['solve', PROBLEM, '--json', '--seed', '9', '--exact'])
      const { paths, votes, selection, acceptance } = solveDocumentSchema.parse(JSON.parse(stdout))
      const withoutTime = paths.map((path) => ({
        ...path,
        steps: path.steps.map((step) => ({ ...step, ms: 0 }))
      }))
      return { paths: withoutTime, votes, selection, acceptance }
    }
    expect(await solve()).toEqual(await solve())
  })

  it('is recorded like a problem of the window, unless --no-record says otherwise', async () => {
    const before = (await recordedRuns()).length
    const asked = ['solve', PROBLEM, '--method', 'baseline', '--seed', '5']
    const { stdout } = await runTandem(asked)
    const id = /Recorded: .* show (\S+)/.exec(stdout)?.[1]
    const passing = await runTandem([...asked, '--no-record'])
    expect(passing.stdout).not.toContain('Recorded')
    expect(passing.stdout.split('Vote')[0]).toBe(stdout.split('Vote')[0])
    const runs = await recordedRuns()
    expect(runs).toHaveLength(before + 1)
    expect(runs[0]).toMatchObject({ id, kind: 'solve', status: 'finished', methods: ['baseline'] })
  })

  it('solves, and says that nothing is recorded, where the data folder cannot be written', async () => {
    const file = join(folder, 'no-folder')
    await writeFile(file, '')
    const { code, stdout, stderr } = await run(['solve', PROBLEM, '--quiet'], {
      environment: { TANDEM_DATA: file }
    })
    expect(stderr).toMatch(/nothing is recorded/)
    expect(stdout).toMatch(/^\S+\n$/)
    expect(code).toBe(0)
  })

  it('stops between tokens on Ctrl-C, with exit code 130 and what there is', async () => {
    const endless = [
      '--max-tokens',
      '100000',
      '--temperature',
      '5',
      '--top-p',
      '1',
      '--method',
      'parallel'
    ]
    const { code, stdout } = await runTandem(['solve', PROBLEM, '--events', ...endless], {
      interruptAfter: 'path-opened'
    })
    expect(code).toBe(130)
    const last = attemptEventSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1)!))
    expect(last).toMatchObject({ type: 'finished', outcome: 'stopped' })
  })

  it('says what to do where a model file is no model', async () => {
    const file = join(folder, 'broken.gguf')
    await writeFile(file, 'this is not a model')
    const { code, stdout, stderr } = await runTandem([
      'solve',
      PROBLEM,
      '--target',
      file,
      '--draft',
      file
    ])
    expect(code).not.toBe(0)
    expect(stdout).toBe('')
    expect(stderr).toContain('broken.gguf')
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})

describe('tandem demo', () => {
  it('solves live: another seed gives other problems', async () => {
    const [one, two] = await Promise.all(
      ['1', '2'].map((seed) => runTandem(['demo', '--seed', seed]))
    )
    for (const { code, stdout } of [one!, two!]) {
      expect(code).toBe(0)
      expect(stdout.match(/^(Right|Wrong)/gm)).toHaveLength(6)
      expect(stdout).toMatch(/^baseline +\d of 3 +1\.00×/m)
      expect(stdout).toMatch(/^ssr-adaptive +\d of 3/m)
    }
    expect(one!.stdout).not.toEqual(two!.stdout)
    expect(await recordedRuns('--tag', 'demo')).toHaveLength(6)
  })
})
