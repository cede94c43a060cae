import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Where one name stands for one thing in several places, and why it may. */
const SHARED: readonly { readonly names: readonly string[]; readonly folders: RegExp }[] = [
  // The same operation on numbers of several kinds.
  {
    names: [
      'add',
      'subtract',
      'multiply',
      'divide',
      'negate',
      'power',
      'exp',
      'sin',
      'cos',
      'magnitude'
    ],
    folders: /^src\/core\/answers\/numbers\//
  },
  // A figure as a terminal writes it, and as the window does, in the language that was chosen.
  { names: ['count', 'duration', 'percent'], folders: /\/(terminal|renderer\/lib)\/figures\.ts$/ },
  // The same question asked of llama.cpp and of a server, each in its way.
  { names: ['probabilityOf', 'quoted'], folders: /^src\/inference\/backends\// },
  { names: ['Tokenizer'], folders: /^src\/inference\// },
  // What is done, and the action that does it for a door.
  { names: ['solve'], folders: /^src\/(core|main\/actions)\/solve\.ts$/ },
  { names: ['examineServer'], folders: /\/(examine-server|model-servers)\.ts$/ },
  // A migration is called what it brings.
  { names: ['search'], folders: /^src\/main\/store\/(search|migrations\/020-search)\.ts$/ },
  // The same bound of two doors.
  { names: ['MAX_BACKLOG_BYTES'], folders: /^src\/main\/doors\/(api|web)\/limits\.ts$/ },
  // A number's order of magnitude there, bytes in words here: the two never meet.
  { names: ['size'], folders: /\/(numbers\/wide|renderer\/lib\/figures)\.ts$/ }
]

const EXPORTED =
  /^export (?:abstract )?(?:async )?(?:const|function\*?|class|interface|type|enum|let) (\w+)/gm

test('no name is exported twice with two meanings', () => {
  const homes = new Map<string, Set<string>>()
  for (const path of globSync('src/**/*.ts', { cwd: root })) {
    const file = path.replaceAll('\\', '/')
    for (const [, name] of readFileSync(join(root, file), 'utf8').matchAll(EXPORTED)) {
      homes.set(name!, (homes.get(name!) ?? new Set()).add(file))
    }
  }
  expect(homes.size).toBeGreaterThan(1000)
  const double = [...homes].flatMap(([name, files]) => {
    const own = [...files].filter(
      (file) => !SHARED.some(({ names, folders }) => names.includes(name) && folders.test(file))
    )
    return files.size > 1 && own.length > 0 ? [`${name}: ${[...files].sort().join(', ')}`] : []
  })
  expect(double).toEqual([])
  // What is listed above is there: a name that has gone needs no reason.
  for (const name of SHARED.flatMap(({ names }) => names)) {
    expect(homes.get(name)?.size ?? 0, name).toBeGreaterThan(1)
  }
})

test('a verdict is what grading says of an answer: core compares, and gives none', () => {
  const said = globSync('src/core/**/*.ts', { cwd: root }).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter((line) => /verdict/i.test(line))
  )
  // Part of every run's seeds.
  expect(said.map((line) => line.trim())).toEqual(["seed: seed('verdict'),"])
})
