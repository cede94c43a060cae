import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStepPairs } from '../../../../../src/main/calibration/step-pairs.ts'
import { createTargetChecks } from '../../../../../src/main/calibration/target-checks.ts'
import { definitionsIn } from '../../../../../src/main/definitions/definitions.ts'
import { modelsCommand } from '../../../../../src/main/doors/terminal/commands/models.ts'
import { readBundledPair } from '../../../../../src/main/models/bundled-pair.ts'
import { createModelServices } from '../../../../../src/main/models/model-services.ts'
import { ScriptedEngine } from '../../../../helpers/scripted-engine.ts'
import { writeRandomModel } from '../../../../helpers/random-gguf.ts'
import { CHATML } from '../../../../helpers/random-vocabulary.ts'

const resources = fileURLToPath(new URL('../../../../../resources', import.meta.url))

let home: string
let mine: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tandem-models-'))
  mine = join(home, 'mine')
  mkdirSync(mine)
  writeRandomModel(join(mine, 'model.gguf'), { name: 'My model' })
})
afterEach(() => {
  process.exitCode = 0
  rmSync(home, { recursive: true })
})

/** Runs `tandem models ...` on a data directory of its own and returns what it prints. */
async function run(...args: string[]): Promise<string> {
  let printed = ''
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      printed += chunk.toString()
      done()
    }
  })
  const data = join(home, 'data')
  const bundledPair = readBundledPair(join(resources, 'models'))!
  const context = {
    definitions: definitionsIn([resources, data]),
    modelServices: () => createModelServices({ data, resources, places: [], env: {} }),
    bundledPair,
    engine: new ScriptedEngine(),
    targetChecks: createTargetChecks({
      folder: join(data, 'target-checks'),
      pairs: () => readStepPairs(resources),
      engine: new ScriptedEngine({ files: bundledPair }),
      hashes: () => []
    })
  }
  const program = new Command().exitOverride().addCommand(modelsCommand(context, output))
  await program.parseAsync(['models', ...args], { from: 'user' })
  return printed
}

test('lists the bundled pair before anybody has scanned, and other folders after', async () => {
  expect(await run('list')).toMatch(/pair, draft\n.*llama.*bundled\n.*\n +can be target or draft\n/)
  const scanned = await run('scan', '--folder', mine)
  expect(scanned).toMatch(/My model\n.*folder\n.*\n +can be target or draft; is tried before/)
  expect(scanned).toMatch(/3 models\.\n$/)
  expect(await run('scan', '--forget', mine)).toMatch(/2 models\.\n$/)
})

test('takes a model out of the library and leaves the file', async () => {
  await run('scan', '--folder', mine)
  expect(await run('verify', 'My model')).toMatch('its source names no hash')
  expect(await run('remove', 'My model')).toBe('Removed My model.\n')
  expect(await run('list')).not.toMatch('My model')
  expect(readdirSync(mine)).toEqual(['model.gguf'])
  await expect(run('verify', 'My model')).rejects.toThrow('There is no model "My model"')
})

test('edits how a model is asked, and says so from then on', async () => {
  await run('scan', '--folder', mine)
  const file = join(home, 'template.jinja')
  writeFileSync(file, CHATML)
  const template = `Asked with a chat template of your own, ${CHATML.length} characters.`
  const words = `  ${template}\n  It answers at once, as you said.\n`
  const flags = ['--template', file, '--thinking', 'off']
  expect(await run('edit', 'My model', ...flags)).toBe(`My model:\n${words}`)
  expect(await run('list')).toMatch(template)
  expect(await run('edit', 'My model')).toBe(`My model:\n${words}`)
  expect(await run('edit', 'My model', '--no-template', '--thinking', 'auto')).toBe(
    'My model:\n  Asked as its file says.\n'
  )
  const missing = run('edit', 'My model', '--template', join(home, 'none.jinja'))
  await expect(missing).rejects.toThrow('There is no file')
})

test('says what a file is, and why it is refused', async () => {
  const info = JSON.parse(await run('info', join(mine, 'model.gguf'), '--json')) as {
    summary: { name: string; layers: number }
  }
  expect(info.summary).toMatchObject({ name: 'My model', layers: 2 })
  writeFileSync(join(mine, 'page.gguf'), '<html>please log in first</html>')
  expect(await run('info', join(mine, 'page.gguf'))).toBe('Refused: It is not a GGUF file.\n')
  expect(process.exitCode).toBe(1)
})

test('names a pair, and not one that makes no sense', async () => {
  await run('scan', '--folder', mine)
  const pair = ['--target', 'Tandem school pair, target', '--draft', 'My model']
  expect(await run('name', 'Mixed', ...pair, '--paths', '3')).toMatch(/^Saved as pair-/)
  const settings = ['--context', '512', '--gpu-layers', '3,2', '--strategies', 'school']
  await run('name', 'Short', ...pair, ...settings)
  expect(await run('pairs')).toMatch(
    /Tandem school pair\n[^]*Mixed\n.*\n {4}3 paths, context automatic.*automatic\n/
  )
  expect(await run('pairs')).toMatch(
    /Short\n.*\n {4}3 paths, context 512, GPU layers 3 of the target, 2 of the draft\n {4}prompts generic-chat, strategies school/
  )
  expect(await run('unname', 'Short')).toBe('Forgot the pair Short.\n')
  expect(await run('pairs')).not.toMatch('Short')
  await expect(run('unname', 'Tandem school pair')).rejects.toThrow('cannot be removed')
  const turned = ['--target', 'My model', '--draft', 'Tandem school pair, target']
  await expect(run('name', 'Turned', ...turned)).rejects.toThrow('larger than the target')
})

test('names no pair with prompts or strategies that are not there', async () => {
  await run('scan', '--folder', mine)
  const pair = ['--target', 'Tandem school pair, target', '--draft', 'My model']
  const typo = run('name', 'Mixed', ...pair, '--prompts', 'generic-chta')
  await expect(typo).rejects.toMatchObject({
    message: 'There are no prompts called "generic-chta".',
    hint: expect.stringMatching(/^Known: .*generic-chat/) as string
  })
  await expect(run('name', 'Mixed', ...pair, '--strategies', 'none')).rejects.toThrow(
    'There are no strategies called "none".'
  )
  await expect(run('name', 'Mixed', ...pair, '--prompts', './mine.json')).rejects.toThrow(
    'by their ids'
  )
  expect(await run('pairs')).not.toMatch('Mixed')
})

test('offers known pairs, and downloads nothing by that', async () => {
  const offer = await run('download')
  expect(offer).toMatch('tandem models download hf:Qwen/')
  expect(offer).toMatch('Apache-2.0')
})

test('refuses figures and addresses that cannot be meant', async () => {
  const pair = ['--target', 'a', '--draft', 'b']
  await expect(run('fit', ...pair, '--paths', '27')).rejects.toThrow(/from 1 to 26/)
  await expect(run('download', 'x', '--sha256', 'abc')).rejects.toThrow(/64 hexadecimal/)
  await expect(run('download', 'http://example.com/m.gguf')).rejects.toThrow(/Only https/)
  await expect(run('import', 'x.gguf', '--copy', '--hard-link')).rejects.toThrow(/exclude/)
})

test('checks a target on known steps, keeps what it found and shows it with the file', async () => {
  const target = join(resources, 'models', 'tandem-school-target.Q8_0.gguf')
  expect(await run('info', target)).not.toContain('known pairs')
  const checked = await run('check')
  expect(checked).toMatch(/^target on 30 known pairs of a right and a wrong step\nscorer +AUC/)
  expect(checked).toContain('mean-likelihood')
  // The bundled models know a world of their own, in which these steps do not occur.
  expect(checked.replaceAll('\n', ' ')).toContain('they decide nothing')
  const generic = await run('check', '--prompts', 'generic-chat')
  expect(generic.replaceAll('\n', ' ')).toContain('cannot tell right steps from wrong ones')
  const info = (await run('info', target)).replaceAll('\n', ' ')
  expect(info).toContain('with the prompts tandem-school')
  expect(info).toContain('with the prompts generic-chat')
})
