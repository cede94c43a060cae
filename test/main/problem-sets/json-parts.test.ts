import { expect, test } from 'vitest'
import { createRandom, deriveSeed, type Random } from '../../../src/core/random.ts'
import { jsonParts } from '../../../src/main/problem-sets/formats/json-parts.ts'

interface Parts {
  readonly elements: readonly unknown[]
  readonly lines: readonly number[]
  readonly rest: unknown
}

async function partsOf(pieces: readonly string[], path: string): Promise<Parts> {
  const elements: unknown[] = []
  const lines: number[] = []
  let rest: unknown
  const isTaken = (names: readonly string[]) => names.join('.') === path
  for await (const part of jsonParts(inTurn(pieces), isTaken, 'a thing')) {
    if (part.type === 'rest') rest = JSON.parse(part.text)
    else {
      elements.push(JSON.parse(part.text))
      lines.push(part.line)
    }
  }
  return { elements, lines, rest }
}

async function* inTurn(pieces: readonly string[]): AsyncGenerator<string> {
  await Promise.resolve()
  yield* pieces
}

function cut(text: string, random: Random): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length;) {
    const length = 1 + Math.floor(random.next() * 9)
    pieces.push(text.slice(at, at + length))
    at += length
  }
  return pieces
}

const NAMES = ['a', 'things', 'in', '"', '\\', 'ä', ']', '']
function anyValue(random: Random, depth: number): unknown {
  const kind = Math.floor(random.next() * (depth > 3 ? 4 : 6))
  if (kind === 0) return null
  if (kind === 1) return random.next() * 1000
  if (kind === 2) return NAMES[Math.floor(random.next() * NAMES.length)]
  if (kind === 3) return '{"[,]}:\n\\"'
  const values = Array.from({ length: Math.floor(random.next() * 4) }, () =>
    anyValue(random, depth + 1)
  )
  return kind === 4
    ? values
    : Object.fromEntries(values.map((value, at) => [NAMES[at * 2]!, value]))
}

test('whatever a document holds and wherever it is cut, its list comes element by element', async () => {
  for (let at = 0; at < 300; at++) {
    const random = createRandom(deriveSeed(5, at))
    const things = Array.from({ length: Math.floor(random.next() * 5) }, () => anyValue(random, 0))
    const document = {
      before: anyValue(random, 0),
      in: { things, beside: anyValue(random, 0) },
      things: [anyValue(random, 0)]
    }
    const text = JSON.stringify(document, null, at % 3)
    const { elements, rest } = await partsOf(cut(text, random), 'in.things')
    expect(elements).toEqual(things)
    expect(rest).toEqual({ ...document, in: { ...document.in, things: [] } })
  }
})

test('the document itself may be the list, and each element has its line', async () => {
  expect(await partsOf(['[1,\n{"a":\n2},\n\n[3]]\n'], '')).toEqual({
    elements: [1, { a: 2 }, [3]],
    lines: [1, 2, 5],
    rest: []
  })
})

test('a name counts as it is meant, however it is spelled', async () => {
  const { elements } = await partsOf([String.raw`{"\u0074hings":[1]}`], 'things')
  expect(elements).toEqual([1])
})

test.each([
  ['[1,,2]', 'expected a thing before the comma'],
  ['[1,]', 'expected a thing before the comma'],
  ['[1', 'expected a complete thing, but the file ends within it'],
  ['[1,', 'expected "]" at the end of the list'],
  ['[1}', 'expected a thing or "]", found "}"'],
  ['[1] 2', 'expected nothing after the last bracket'],
  [`[${'['.repeat(65)}`, 'nested more than 64 deep']
])('%j is refused: %s', async (text, sentence) => {
  await expect(partsOf([text], '')).rejects.toThrow(sentence)
})
