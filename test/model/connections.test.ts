import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { bundled } from '../helpers/bundled.ts'
import { placeSpeed } from '../helpers/fastest-settings.ts'
import { answerAsLlama } from '../helpers/miniature-llama.ts'
import { runTandem } from '../helpers/run-tandem.ts'
import { temporaryFolder } from '../helpers/run-setup.ts'
import { scriptedServer } from '../helpers/scripted-server.ts'

const RECORDER = fileURLToPath(new URL('../helpers/record-connections.mjs', import.meta.url))

/** Whom the program and its processes connect to, as commands are run one after the other on one data folder. */
function recordedProgram() {
  const folder = temporaryFolder()
  const record = join(folder, 'connections')
  placeSpeed(join(folder, 'data'))
  return async (...args: string[]) => {
    writeFileSync(record, '')
    const { code, stderr } = await runTandem(args, {
      environment: {
        TANDEM_DATA: join(folder, 'data'),
        TANDEM_TEST_CONNECTIONS: record,
        NODE_OPTIONS: `--import ${RECORDER}`
      }
    })
    expect(existsSync(record), stderr).toBe(true)
    return { code, stderr, connections: [...new Set(readFileSync(record, 'utf8').split('\n'))] }
  }
}

test('nobody is contacted whom nobody has named, and a server only where it is used', async () => {
  const text = 'It is 2 + 2 = 4.\n\nThe answer is \\boxed{4}.'
  const server = await scriptedServer(answerAsLlama({ contextSize: 8192, text }))
  const run = recordedProgram()
  const named = ['', `tcp 127.0.0.1:${server.port}`]

  const added = await run('models', 'add', server.url, '--name', 'Far')
  expect(added.connections.toSorted(), added.stderr).toEqual(named)

  const problem = ['solve', 'What is 2 + 2?', '--seed', '3', '--method', 'ssr']
  const far = await run(...problem, '--target', 'Far', '--draft', bundled.draft)
  expect(far.connections.toSorted(), far.stderr).toEqual(named)

  const asked = server.received.length
  for (const command of [problem, ['models', 'list']]) {
    const { code, stderr, connections } = await run(...command)
    expect([code, connections], stderr).toEqual([0, ['']])
  }
  expect(server.received).toHaveLength(asked)
})
