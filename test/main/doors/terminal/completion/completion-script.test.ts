import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { NAMED_THINGS } from '../../../../../src/main/actions/known-names.ts'
import {
  commandTree,
  everyCommand,
  type NamedCommand
} from '../../../../../src/main/doors/terminal/command-tree.ts'
import {
  completionScript,
  SHELLS,
  type Shell
} from '../../../../../src/main/doors/terminal/completion/completion-script.ts'
import { manPage } from '../../../../../src/main/doors/terminal/man-page.ts'
import { createProgram } from '../../../../../src/main/doors/terminal/program.ts'
import { runTandem } from '../../../../helpers/run-tandem.ts'

const tree = commandTree(
  createProgram(() => {
    throw new Error('What is only named opens nothing')
  })
)

function has(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0
}

/** Gives a script to a shell as a file. */
function withFile(script: string, run: (file: string) => SpawnSyncReturns<string>) {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-completion-'))
  try {
    const file = join(folder, 'script')
    writeFileSync(file, script)
    return run(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What the shell says against a script that it is to read and not to run. */
function complaints(shell: Shell, script: string): string {
  const { status, stderr } = withFile(script, (file) =>
    spawnSync(shell, ['-n', file], { encoding: 'utf8' })
  )
  return status === 0 ? stderr : `${status}: ${stderr}`
}

/** What a data folder may hold: names that a shell would read as something else. */
const NAMES = ['llama3:8b', 'Twice as long, target', '$(touch touched)', "it's"]

/** In the place of the program: notes what it is asked. */
const STUB = `tandem() { printf '%s\\n' "$@" > asked; printf '%s\\n' ${NAMES.map((name) => `'${name.replaceAll("'", "'\\''")}'`).join(' ')}; }`

const folder = mkdtempSync(join(tmpdir(), 'tandem-completion-'))
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** What the program was asked while the line was completed, with each word of it; null where it was left alone. */
function asked(): string[] | null {
  const file = join(folder, 'asked')
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : null
}

/** What bash would offer for the last of these words. */
function offered(...words: string[]): string[] {
  const asking = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tandem; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', [STUB, completionScript('bash', tree), asking].join('\n'), 'bash', 'tandem', ...words],
    { encoding: 'utf8', cwd: folder }
  )
  expect(stderr).toBe('')
  return stdout.split('\n').filter(Boolean)
}

describe.runIf(has('bash'))('completion in bash', () => {
  it('offers commands, and those below a command', () => {
    expect(offered('so')).toEqual(['solve'])
    expect(offered('models', 'li')).toEqual(['list'])
    expect(offered('')).toEqual(expect.arrayContaining(['solve', 'bench', 'models']))
  })

  it('offers the options of the command at hand, wherever other words stand', () => {
    expect(offered('bench', 'school', '--lim')).toEqual(['--limit'])
    expect(offered('--lim')).toEqual([])
  })

  it('offers the values of an option and of an argument', () => {
    expect(offered('solve', '--effort', '')).toEqual(['eco', 'balanced', 'thorough'])
    expect(offered('completion', 'z')).toEqual(['zsh'])
    expect(offered('solve', '-m', 'ssr-f')).toEqual(['ssr-fast1', 'ssr-fast2'])
    expect(offered('bench', '--policy', '')).toEqual(['strict', 'standard'])
    expect(offered('verdict', '--method', 'ssr-f')).toEqual(['ssr-fast1', 'ssr-fast2'])
  })

  it('offers each of several values, whatever stands before it', () => {
    expect(offered('bench', '--methods', 'ssr-f')).toEqual(['ssr-fast1', 'ssr-fast2'])
    expect(offered('bench', '--methods', 'draft,baseline,ssr-f')).toEqual([
      'draft,baseline,ssr-fast1',
      'draft,baseline,ssr-fast2'
    ])
    expect(offered('solve', '--method', 'draft,ssr-f')).toEqual([])
  })

  it('offers names that only the data folder knows, each as one word that is run by nobody', () => {
    const [llama, long, touch, its] = NAMES.map(
      (name) =>
        spawnSync('bash', ['-c', 'printf %q "$1"', 'bash', name], { encoding: 'utf8' }).stdout
    )
    expect(offered('solve', '--target', '')).toEqual([llama!.replace(':', '\\:'), long, touch, its])
    expect(offered('solve', '--target', 'Twice\\ as')).toEqual([long])
    expect(offered('models', 'verify', '\\$')).toEqual([touch])
    expect(readdirSync(folder)).toEqual(['asked'])
  })

  it('offers a value that follows its option behind "="', () => {
    expect(offered('solve', '--effort', '=')).toEqual(['eco', 'balanced', 'thorough'])
    expect(offered('solve', '--effort', '=', 'ec')).toEqual(['eco'])
    expect(offered('bench', '--methods', '=', 'draft,ssr-f')).toEqual([
      'draft,ssr-fast1',
      'draft,ssr-fast2'
    ])
    expect(offered('solve', '--target', '=', 'Twice\\ as')).toEqual([
      expect.stringMatching(/^Twice/)
    ])
    // Who took "=" out of COMP_WORDBREAKS has one word of it.
    expect(offered('solve', '--effort=ec')).toEqual(['--effort=eco'])
    expect(offered('bench', '--methods=draft,ssr-f')).toEqual([
      '--methods=draft,ssr-fast1',
      '--methods=draft,ssr-fast2'
    ])
    expect(offered('solve', '--target=Twice\\ as')).toEqual([
      expect.stringMatching(/^--target=Twice/)
    ])
  })

  it.each([
    ['runs', ['show', '']],
    ['runs', ['compare', 'one', '']],
    ['runs', ['bench', '--resume', '']],
    ['deleted-runs', ['undelete', '']],
    ['attempts', ['fork', '']],
    ['attempts', ['show', 'one', '--attempt', '=']]
  ])('asks for the %s where they can stand: %j', (things, words) => {
    offered(...words)
    expect(asked()?.slice(0, 2)).toEqual(['__names', things])
  })

  it('asks for what can stand there, in the data folder of the line', () => {
    offered('--data-dir', 'My\\ data', 'calibrate', '--set', 'x')
    expect(asked()).toEqual([
      '__names',
      'sets',
      '--',
      'tandem',
      '--data-dir',
      'My data',
      'calibrate',
      '--set',
      'x'
    ])
    offered('solve', '--prompts', '')
    expect(asked()?.slice(0, 2)).toEqual(['__names', 'prompts'])
    offered('bench', '--limit', '3', '')
    expect(asked()?.slice(0, 2)).toEqual(['__names', 'sets'])
  })

  it('asks nobody where no name can stand', () => {
    expect(offered('bench', '--meth')).toEqual(['--methods'])
    expect(offered('bench', '--limit', '')).toEqual([])
    expect(offered('bench', '--data-dir', '')).toEqual([])
    expect(offered('solve', '--effort', 'ec')).toEqual(['eco'])
    expect(asked()).toBeNull()
  })

  it('works for who runs it with npx, as its help says', async () => {
    const { stdout } = await runTandem(['completion', '--help'])
    for (const { ofProject } of Object.values(SHELLS)) expect(stdout).toContain(ofProject)
  })
})

/** A text that fish takes as it is. */
function fishWord(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`
}

it.runIf(has('fish'))('fish offers the commands, options and values at hand', () => {
  function offered(line: string): string[] {
    const stub = `function tandem; printf '%s\\n' ${NAMES.map(fishWord).join(' ')}; end`
    const { stdout } = withFile(`${stub}\n${completionScript('fish', tree)}`, (file) =>
      spawnSync('fish', ['-c', 'source $argv[1]; complete -C $argv[2]', file, line], {
        encoding: 'utf8'
      })
    )
    return stdout.split('\n').flatMap((each) => (each === '' ? [] : each.split('\t')[0]!))
  }
  expect(offered('tandem so')).toEqual(['solve'])
  expect(offered('tandem models li')).toEqual(['list'])
  expect(offered('tandem bench --lim')).toEqual(['--limit'])
  expect(offered('tandem solve --effort ')).toEqual(['balanced', 'eco', 'thorough'])
  expect(offered('tandem bench --methods draft,ssr-f')).toEqual([
    'draft,ssr-fast1',
    'draft,ssr-fast2'
  ])
  expect(offered('tandem solve --target Twi')).toEqual(['Twice as long, target'])
  expect(offered('tandem bench lla')).toEqual(['llama3:8b'])
  expect(offered('tandem solve --effort=ec')).toEqual(['--effort=eco'])
})

describe.each(Object.keys(SHELLS) as Shell[])('the script for %s', (shell) => {
  it.runIf(has(shell))('is one that the shell reads', () => {
    expect(complaints(shell, completionScript(shell, tree))).toBe('')
  })

  it('names every command and option', () => {
    const script = completionScript(shell, tree)
    for (const { words, options } of everyCommand(tree)) {
      for (const word of words) expect(script).toContain(word)
      for (const { long } of options) expect(script).toContain(long.replace(/^--/, ''))
    }
  })

  it('asks for names where an option or an argument takes them', () => {
    const script = completionScript(shell, tree)
    for (const things of NAMED_THINGS) {
      expect(script).toMatch(new RegExp(`names[= (]*"?${things}\\b`))
    }
  })

  it.runIf(has(shell))('is not misled by quotes and colons', () => {
    const odd = new Command('tandem').addCommand(
      new Command('odd').description("it's a: `trap` $(exit 1)")
    )
    expect(complaints(shell, completionScript(shell, commandTree(odd)))).toBe('')
  })
})

describe('the manual page', () => {
  it('names every command with its options', () => {
    const page = manPage(tree, '1.2.3')
    const [, ...commands] = everyCommand(tree)
    function plain({ usage }: NamedCommand): string {
      return usage.replaceAll('-', '\\-')
    }
    for (const command of commands) expect(page).toContain(plain(command))
    expect(page).toContain('\\-\\-effort <')
  })

  it('says what values can be, what holds without an option, and what a command is given', () => {
    const page = manPage(tree, '1.2.3')
    const gpu =
      'what to run on (choices: "auto", "cuda", "vulkan", "metal", "off", default: "auto")'
    expect(page).toContain(`.B \\-\\-gpu <which>\n${gpu}`)
    expect(page).toContain('.B problem\nthe problem, or "\\-" to read it from standard input')
    expect(page).toContain('.SH ENVIRONMENT\n.TP\n.B TANDEM_DATA')
  })

  it('takes no text for a request', () => {
    const odd = new Command('tandem').description('.so /etc/passwd')
    const page = manPage(commandTree(odd), '1.2.3')
    const requests = page.split('\n').filter((line) => /^[.']/.test(line))
    expect(requests.every((line) => /^\.(TH|SH|SS|PP|TP|B)\b/.test(line))).toBe(true)
  })
})

it('shows what there is where no command is named, as an answer', async () => {
  const { code, stdout, stderr } = await runTandem([])
  expect(code).toBe(0)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^Usage: tandem/)
})
