import { getPriority } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sideBySide, type Part } from '../../scripts/parts.ts'
import { temporaryFolder } from '../helpers/run-setup.ts'

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
})

function part(name: string, code: string, more: Partial<Part> = {}): Part {
  return { name, command: [process.execPath, '-e', code], ...more }
}

const QUICK = 'process.exit(0)'

/** One part that ends when the other has been begun. */
function waiting() {
  const file = JSON.stringify(join(temporaryFolder(), 'begun'))
  return {
    waits: `setInterval(() => require('fs').existsSync(${file}) && process.exit(), 20)`,
    begins: `require('fs').writeFileSync(${file}, '')`
  }
}

test('a part begins when another has ended, whatever goes on beside it', async () => {
  const { waits, begins } = waiting()
  const ran = await sideBySide([part('long', waits), part('first', QUICK), part('next', begins)], 2)
  expect(ran.map(({ name, passed }) => [name, passed]).toSorted()).toEqual([
    ['first', true],
    ['long', true],
    ['next', true]
  ])
  expect(ran[0]!.name).toBe('first')
})

test('what says something only of code that passes is left out once a part has failed', async () => {
  const { waits, begins } = waiting()
  const ran = await sideBySide(
    [
      part('bad', 'process.exit(1)'),
      part('long', waits),
      part('next', begins),
      part('models', QUICK, { onlyOfWhatPasses: true })
    ],
    2
  )
  expect(ran.map(({ name, passed }) => [name, passed]).toSorted()).toEqual([
    ['bad', false],
    ['long', true],
    ['next', true]
  ])
})

test('all parts give way to the one that goes first, with what they start', async () => {
  const asks = (wanted: string) =>
    `const ask = "process.exit(Number(!(require('os').getPriority() ${wanted})))"
    process.exit(require('child_process').spawnSync(process.execPath, ['-e', ask]).status)`
  const own = getPriority()
  const ran = [
    ...(await sideBySide([
      part('first', asks(`=== ${own}`), { goesFirst: true }),
      part('other', asks(`=== ${Math.min(own + 10, 19)}`))
    ])),
    ...(await sideBySide([part('alone', asks(`=== ${own}`))]))
  ]
  expect(ran.map(({ name, passed }) => [name, passed]).toSorted()).toEqual([
    ['alone', true],
    ['first', true],
    ['other', true]
  ])
})
