import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { UNTRIED_BINARY } from '../../src/main/engine/untried-binary.ts'
import { temporaryFolder } from '../helpers/run-setup.ts'

const ENGINE = new URL('../../src/inference/backends/llama/llama-engine.ts', import.meta.url)

/** How many processes the engine starts until it stands, on the processor, in a Node with these flags. */
function startedBy(flags: readonly string[]): number {
  const program = join(temporaryFolder(), 'start.mjs')
  writeFileSync(
    program,
    `import { subscribe } from 'node:diagnostics_channel'
    let started = 0
    subscribe('child_process', () => (started += 1))
    const { startEngine } = await import(${JSON.stringify(ENGINE.href)})
    await startEngine({ gpu: 'off', threads: null, onLog: () => undefined })
    console.log(started)
    process.exit()`
  )
  const said = execFileSync(process.execPath, [...flags, program], { encoding: 'utf8' })
  return Number(said)
}

test.skipIf(process.platform !== 'linux')(
  'the engine loads the binary of the processor without a process that tries it first',
  () => {
    expect(startedBy(UNTRIED_BINARY)).toBe(0)
    // Without the flags it starts one: that is what is left out.
    expect(startedBy([])).toBe(1)
  }
)
