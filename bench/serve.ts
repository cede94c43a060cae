/**
 * Clients that nobody here wrote, on `tandem serve` with the bundled pair: the official openai packages for Node and
 * Python, lm-evaluation-harness and Inspect.
 *
 *   npx node bench/serve.ts [--only node,python,checks,lm-eval,inspect]
 *
 * The two programs of docs/serve.md are run as they stand there. Packages are installed into a cache folder at the first
 * call, from npm and PyPI (about 1 GB; python3 with venv is needed). The evaluations take 20 problems of the bundled set
 * with whole numbers as answers: GSM8K itself lies on a hub that is not asked here.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { serveTandem } from '../test/helpers/served-tandem.ts'
import { runTandem } from '../test/helpers/run-tandem.ts'
import { folderWith, pythonWith } from './peer/cached-packages.ts'

const NODE_PACKAGES = ['openai@7.59.0']
const PYTHON_PACKAGES = ['openai==3.51.0', 'lm_eval[api]==0.4.13', 'inspect_ai==0.3.285']
const MODEL = 'ssr-adaptive/bundled'
const PROBLEMS = 20
const HERE = join(import.meta.dirname, 'serve')
const ROOT = join(import.meta.dirname, '..')

const PARTS = { node, python, checks, 'lm-eval': lmEval, inspect }

const command = new Command().option('--only <parts>', 'comma-separated', Object.keys(PARTS).join())
const only = command.parse().opts<{ only: string }>().only.split(',')
const folder = mkdtempSync(join(tmpdir(), 'tandem-serve-'))
const served = await serveTandem(join(folder, 'data'))
const env = {
  ...process.env,
  OPENAI_BASE_URL: served.url,
  OPENAI_API_KEY: served.token,
  // The name by which Inspect finds the two.
  TANDEM_BASE_URL: served.url,
  TANDEM_API_KEY: served.token,
  PROBLEMS: writeProblems(),
  // Nothing but the server that was named.
  HF_HUB_OFFLINE: '1',
  HF_HOME: join(folder, 'hub')
}
try {
  for (const [name, part] of Object.entries(PARTS)) if (only.includes(name)) part()
  const { stdout } = await runTandem(['runs', '--tag', 'api', '--json'], {
    environment: { TANDEM_DATA: join(folder, 'data') }
  })
  const { runs } = JSON.parse(stdout) as { runs: { status: string }[] }
  const counts = Object.entries(Object.groupBy(runs, ({ status }) => status))
  say('In the history', counts.map(([status, all]) => `${all!.length} ${status}`).join(', '))
} finally {
  const { stderr } = await served.stop()
  if (stderr !== '') say('The server said', stderr)
  rmSync(folder, { recursive: true, force: true })
}

function node(): void {
  const [name] = NODE_PACKAGES
  const script = join(folderWith(NODE_PACKAGES), 'client.mjs')
  writeFileSync(script, documented('js'))
  say(`${name}, the program of docs/serve.md`, run(process.execPath, [script]))
}

function python(): void {
  const [name] = PYTHON_PACKAGES
  const said = run(pythonWith(PYTHON_PACKAGES), ['-c', documented('python')])
  say(`${name}, the program of docs/serve.md`, said)
}

function checks(): void {
  const [name] = PYTHON_PACKAGES
  console.log(`\n### ${name}, check by check\n\n| check | said | holds |\n|---|---|---|`)
  execFileSync(pythonWith(PYTHON_PACKAGES), [join(HERE, 'openai_checks.py')], {
    env,
    stdio: 'inherit'
  })
}

function lmEval(): void {
  const tasks = mkdtempSync(join(folder, 'tasks-'))
  const task = readFileSync(join(HERE, 'lm-eval-school.yaml'), 'utf8')
  writeFileSync(join(tasks, 'school.yaml'), task.replace('PROBLEMS', env.PROBLEMS))
  const model = [
    `model=${MODEL}`,
    `base_url=${served.url}/completions`,
    'tokenizer_backend=None,tokenized_requests=False,num_concurrent=4'
  ]
  const flags = ['--tasks', 'school', '--include_path', tasks, '--model_args', model.join()]
  const said = run(pythonWith(PYTHON_PACKAGES), [
    ...['-m', 'lm_eval', 'run', '--model', 'local-completions'],
    ...flags
  ])
  say('lm-evaluation-harness, local-completions', said.slice(said.indexOf('|')))
}

function inspect(): void {
  const flags = ['--model', `openai-api/tandem/${MODEL}`, '--temperature', '0']
  const log = ['--log-dir', join(folder, 'logs'), '--display', 'plain']
  // It takes no path from the root.
  const task = 'inspect_school.py'
  const said = run(pythonWith(PYTHON_PACKAGES), [
    ...['-m', 'inspect_ai', 'eval', task],
    ...flags,
    ...log
  ])
  const result = said.slice(said.lastIndexOf('total time:'), said.lastIndexOf('Log:'))
  say('Inspect, openai-api', result.replace(/ +$/gm, ''))
}

/** The program of one language in the documentation. */
function documented(language: string): string {
  const text = readFileSync(join(ROOT, 'docs', 'serve.md'), 'utf8')
  const program = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1]
  if (program === undefined) throw new Error(`docs/serve.md has no program in ${language}`)
  return program
}

function writeProblems(): string {
  const set = readFileSync(join(ROOT, 'resources', 'problem-sets', 'school.jsonl'), 'utf8')
  const whole = set.split('\n').filter((line) => /"answer": "\d+"/.test(line))
  const path = join(folder, 'problems.jsonl')
  writeFileSync(path, `${whole.slice(0, PROBLEMS).join('\n')}\n`)
  return path
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    env,
    cwd: HERE,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe']
  })
}

function say(title: string, text: string): void {
  console.log(`\n### ${title}\n\n${text.trim()}`)
}
