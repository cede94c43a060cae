import type { Random } from '../../../src/core/random.ts'

/** What a document may be found to hold. */
export interface HostileContent {
  readonly what: string
  readonly content: Buffer
  /** `unreadable`: no version can have written it. `later`: a later version did. Else it may still be one. */
  readonly by: 'unreadable' | 'later' | 'anyone'
}

const DEPTH = 100_000
const MOOD = { version: 99, mood: { good: true } }

/**
 * Hostile contents in the place of a sound document.
 *
 * @param each how many hostile values each of its fields is tried with
 */
export function hostileContents(sound: Buffer, each = VALUES.length): readonly HostileContent[] {
  const text = sound.toString()
  const unreadable: Readonly<Record<string, string | Buffer>> = {
    'nothing at all': '',
    'no JSON': 'Not JSON at all.\n',
    'zeros, as a power cut leaves them': Buffer.alloc(4096),
    noise: Buffer.from(Array.from({ length: 500 }, (_, at) => (at * 151) & 255)),
    'its first half': sound.subarray(0, sound.length / 2),
    'brackets without end': '['.repeat(DEPTH),
    null: 'null',
    'a number': '7',
    'a text': '"text"'
  }
  return [
    ...Object.entries(unreadable).map(([what, content]) => ({
      what,
      content: Buffer.from(content),
      by: 'unreadable' as const
    })),
    ...(isRecord(text) ? hostileRecords(JSON.parse(text) as Record<string, unknown>, each) : []),
    ...['{}', '[]', '[null]', '[[]]', '{"__proto__":{"version":1}}'].map((content) => ({
      what: content,
      content: Buffer.from(content),
      by: 'anyone' as const
    }))
  ]
}

function hostileRecords(sound: Record<string, unknown>, each: number): HostileContent[] {
  const later = {
    'of a later version': sound,
    'of a version that has nothing of it': { all: 'else' }
  }
  const deep = `{${JSON.stringify(sound).slice(1, -1)},"deep":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`
  return [
    ...Object.entries(later).map(([what, fields]) => ({
      what,
      content: Buffer.from(JSON.stringify({ ...fields, ...MOOD })),
      by: 'later' as const
    })),
    { what: 'a field of lists within lists', content: Buffer.from(deep), by: 'anyone' },
    ...Object.keys(sound).flatMap((field, at) =>
      valuesFrom(at * each, each).map((value) => ({
        what: `${field} as ${JSON.stringify(value).slice(0, 30)}`,
        content: Buffer.from(JSON.stringify({ ...sound, [field]: value })),
        by: 'anyone' as const
      }))
    )
  ]
}

/** Whether it still says what only the later version has a use for. */
export function isStillLater(content: Buffer): boolean {
  try {
    const { version, mood } = JSON.parse(content.toString()) as Partial<typeof MOOD>
    return version === MOOD.version && mood?.good === true
  } catch {
    return false
  }
}

/** Other ones for each field, in turns. */
function valuesFrom(first: number, count: number): readonly unknown[] {
  return Array.from({ length: count }, (_, at) => VALUES[(first + at) % VALUES.length])
}

/** Values of no type that is expected, and of the right one that mean harm. */
const VALUES: readonly unknown[] = [
  null,
  -1,
  0.5,
  1e308,
  2 ** 53,
  true,
  '',
  '\u0000\u001b[2J\u202e\ud800',
  '../../../../../etc/passwd',
  'x'.repeat(100_000),
  [],
  [[], [null]],
  {},
  { length: 1e9, then: 1, toJSON: 1, constructor: null }
]

/** A sound document with one to three faults: of its bytes, or where it is JSON of its values. */
export function mutated(sound: Buffer, random: Random): Buffer {
  let content = sound
  for (let left = 1 + random.integer(3); left > 0; left--) {
    content =
      (random.next() < 0.6 ? withOtherValue(content, random) : null) ??
      withOtherBytes(content, random)
  }
  return content
}

function withOtherBytes(content: Buffer, random: Random): Buffer {
  const [from, to] = [random.integer(content.length + 1), random.integer(content.length + 1)].sort(
    (a, b) => a - b
  ) as [number, number]
  const before = content.subarray(0, from)
  switch (random.integer(4)) {
    case 0:
      return Buffer.concat([before, content.subarray(to)])
    case 1:
      return Buffer.concat([content.subarray(0, to), content.subarray(from)])
    case 2:
      return Buffer.concat([before, Buffer.from([random.integer(256)]), content.subarray(from + 1)])
    default:
      return Buffer.concat([
        before,
        Buffer.from('"{[,:\\\u0000'[random.integer(7)]!),
        content.subarray(from)
      ])
  }
}

/** Null where it is no JSON with values in it. */
function withOtherValue(content: Buffer, random: Random): Buffer | null {
  let document: unknown
  try {
    document = JSON.parse(content.toString())
  } catch {
    return null
  }
  const places = placesIn(document)
  if (places.length === 0) return null
  const [holder, name] = places[random.integer(places.length)]!
  holder[name] = VALUES[random.integer(VALUES.length)]
  return Buffer.from(JSON.stringify(document))
}

type Holder = Record<string, unknown>

/** Every value in a document, as what holds it and its name there. */
function placesIn(value: unknown): (readonly [Holder, string])[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Holder
  return Object.keys(holder).flatMap((name) => [[holder, name] as const, ...placesIn(holder[name])])
}

function isRecord(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
