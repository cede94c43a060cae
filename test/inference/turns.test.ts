import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Turns } from '../../src/inference/turns.ts'

/** Work that says when it begins and is ended by hand. */
function works(turns: Turns) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => () => {
    begun.push(name)
    const { promise, resolve } = Promise.withResolvers<void>()
    ends.set(name, resolve)
    return promise
  }
  return {
    begun,
    alone: (name: string) => {
      turns.alone(work(name))
    },
    together: (group: string, name: string) => {
      turns.together(group, work(name))
    },
    end: async (...names: string[]) => {
      await nextTurn()
      for (const name of names) ends.get(name)!()
      await nextTurn()
    }
  }
}

it('does one after the other, in the order in which they came', async () => {
  const { begun, alone, end } = works(new Turns())
  for (const name of ['a', 'b']) alone(name)
  await nextTurn()
  expect(begun).toEqual(['a'])
  await end('a')
  expect(begun).toEqual(['a', 'b'])
})

it('does together what is of one name', async () => {
  const { begun, alone, together, end } = works(new Turns())
  alone('a')
  together('run', '1')
  together('run', '2')
  alone('z')
  await end('a')
  expect(begun).toEqual(['a', '1', '2'])
  await end('1')
  expect(begun).not.toContain('z')
  await end('2')
  expect(begun).toEqual(['a', '1', '2', 'z'])
})

it('lets nobody join a group who came after somebody else', async () => {
  const { begun, alone, together, end } = works(new Turns())
  together('run', '1')
  alone('z')
  together('run', '2')
  together('other', '3')
  await end('1')
  expect(begun).toEqual(['1', 'z'])
  await end('z')
  expect(begun).toEqual(['1', 'z', '2'])
  await end('2')
  expect(begun).toEqual(['1', 'z', '2', '3'])
})

it('keeps a group open while one of it is at work, and begins anew after it', async () => {
  const { begun, together, end } = works(new Turns())
  together('run', '1')
  await nextTurn()
  together('run', '2')
  await end('1', '2')
  together('run', '3')
  await nextTurn()
  expect(begun).toEqual(['1', '2', '3'])
})
