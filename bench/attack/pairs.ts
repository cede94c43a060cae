import type { Random } from '../../src/core/random.ts'

/** Two answers that are not the same. */
export type Pair = readonly [string, string]

/** One kind of pair, with new numbers each time that it is asked. */
export interface Family {
  readonly name: string
  readonly pairs: (random: Random) => Iterable<Pair>
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[random.integer(items.length)]
  if (item === undefined) throw new Error('Expected something to pick from')
  return item
}

function whole(random: Random, below = 90): number {
  return 2 + random.integer(below)
}

/** A positive number in one of the ways that answers write them; none is 1. */
function number(random: Random): string {
  const [a, b] = [whole(random), whole(random, 12)]
  return pick(random, [
    `${a}`,
    `${a}.5`,
    `\\frac{${a}}{${97}}`,
    `\\sqrt{${a * a + 1}}`,
    `${a}\\frac{1}{${b}}`,
    `${a}\\pi`
  ])
}

/** `c·10^±e` in several spellings. */
const powers: readonly ((c: string, e: number) => string)[] = [
  (c, e) => `${c}\\cdot10^{-${e}}`,
  (c, e) => `${c}\\cdot10^{${e}}`,
  (c, e) => `\\frac{${c}}{10^{${e}}}`,
  (c, e) => `${c}\\cdot e^{-${e}}`,
  (c, e) => `\\frac{${c}}{${e}!}`
]

/** Where a number may stand. */
const places: readonly ((v: string) => string)[] = [
  (v) => v,
  (v) => `-${v}`,
  (v) => `(${v},1)`,
  (v) => `[0,${v}]`,
  (v) => `x<${v}`,
  (v) => `\\{${v},1\\}`,
  (v) => `x=${v}`,
  (v) => `${v}x`,
  (v) => `${v}i`,
  (v) => `1+${v}i`,
  (v) => `${v}:1`,
  (v) => `y=${v}x+1`,
  (v) => `x+${v}`,
  (v) => `x^2+${v}y`,
  (v) => `${v} \\text{ m}`,
  (v) => `\\pm ${v}`,
  (v) => `\\begin{pmatrix}${v}\\\\1\\end{pmatrix}`,
  (v) => `xy<${v}`,
  (v) => `1+${v}`,
  (v) => `x^2+y^2=${v}`,
  (v) => `|${v}|`
]

const prefixes = ['', 'k', 'M', 'G', 'm', 'c', 'n', 'd']
const units = 'm s g L N J W Hz Pa A V F T K mol eV cal Wh Sv B'.split(' ')
const namedUnits = 'meter second gram liter newton joule watt volt ohm pascal byte'.split(' ')
const namedPrefixes = ['', 'kilo', 'mega', 'milli', 'micro', 'centi', 'giga']
const otherUnits: readonly Pair[] = [
  ['hours', 'minutes'],
  ['m', 'm^2'],
  ['km/h', 'm/s'],
  ['dollars', 'cents'],
  ['miles', 'km'],
  ['feet', 'inches'],
  ['days', 'weeks'],
  ['pounds', 'ounces'],
  ['°C', '°F'],
  ['euros', 'dollars']
]

const opposites: readonly Pair[] = [
  ['profit', 'loss'],
  ['gain', 'loss'],
  ['increase', 'decrease'],
  ['north', 'south'],
  ['east', 'west'],
  ['up', 'down'],
  ['left', 'right'],
  ['more', 'less'],
  ['above', 'below'],
  ['clockwise', 'counterclockwise'],
  ['before', 'after'],
  ['forward', 'backward'],
  ['deposit', 'withdrawal'],
  ['BC', 'AD'],
  ['faster', 'slower'],
  ['older', 'younger'],
  ['taller', 'shorter'],
  ['rise', 'fall'],
  ['longer', 'shorter']
]

export const families: readonly Family[] = [
  {
    name: 'signs and relations',
    *pairs(random) {
      const n = number(random)
      yield [n, `-${n}`]
      yield [`-${n}\\%`, `${n}\\%`]
      yield [`${n}^\\circ`, `-${n}^\\circ`]
      yield [`x=${n}`, `x=-${n}`]
      yield [`x>${n}`, `x<${n}`]
      yield [`x\\ge ${n}`, `x>${n}`]
      yield [`${n}\\in A`, `${n}\\notin A`]
      yield [`${n}\\in A`, `${n}\\in B`]
      yield [`x\\in[${n},\\infty)`, `x\\in(${n},\\infty)`]
      yield [`x\\ne ${n}`, `x=${n}`]
    }
  },
  {
    name: 'scale words',
    *pairs(random) {
      const n = number(random)
      for (const word of ['thousand', 'million', 'dozen', 'billion', 'hundred', 'trillion']) {
        yield [`${n} ${word}`, n]
        yield [`${n} ${word}`, `${n} ${word === 'million' ? 'billion' : 'million'}`].sort() as [
          string,
          string
        ]
      }
    }
  },
  {
    name: 'units',
    *pairs(random) {
      const n = whole(random)
      for (const unit of units) {
        const [a, b] = twoOf(random, prefixes)
        yield [`${n} ${a}${unit}`, `${n} ${b}${unit}`]
        yield [`${n}\\text{ ${a}${unit}}`, `${n}\\text{ ${b}${unit}}`]
        yield [`${n}\\,\\mathrm{${a}${unit}}`, `${n}\\,\\mathrm{${b}${unit}}`]
      }
      for (const unit of namedUnits) {
        const [a, b] = twoOf(random, namedPrefixes)
        yield [`${n} ${a}${unit}s`, `${n} ${b}${unit}s`]
      }
      for (const [a, b] of otherUnits) {
        yield [`${n} ${a}`, `${n} ${b}`]
        yield [`${n}\\text{ ${a}}`, `${n}\\text{ ${b}}`]
      }
    }
  },
  {
    name: 'opposite words',
    *pairs(random) {
      const n = number(random)
      for (const [a, b] of opposites) {
        yield [`${n} ${a}`, `${n} ${b}`]
        yield [`${n} km ${a}`, `${n} km ${b}`]
        yield [`a ${a} of ${n}`, `a ${b} of ${n}`]
        yield [`\\text{${a} of } ${n}`, `\\text{${b} of } ${n}`]
      }
    }
  },
  {
    name: 'things named and counted',
    *pairs(random) {
      const [a, b] = [whole(random), 100 + whole(random)]
      yield [`${a} apples and ${b} pears`, `${b} apples and ${a} pears`]
      yield [`\\$${a} and ${b} books`, `\\$${b} and ${a} books`]
      yield [`(a) ${a} (b) ${b}`, `(a) ${b} (b) ${a}`]
      yield [`min ${a}, max ${b}`, `min ${b}, max ${a}`]
      yield [`${a} per day`, `${a} per week`]
      yield [`E(X)=${a}`, `\\text{Var}(X)=${a}`]
      yield [`|A|=${a}`, `|B|=${a}`]
      yield [`${a}K`, `${a}`]
      yield [`£${a}m`, `${a}`]
    }
  },
  {
    name: 'tables and connectives',
    *pairs(random) {
      const [a, b] = [whole(random), whole(random)]
      const column = (x: number) => `\\begin{pmatrix}${x}\\\\1\\end{pmatrix}`
      yield [`${column(a)}+${column(b)}`, column(a)]
      yield [`${a}${column(b)}`, column(b)]
      yield [`${a}(${b},1)`, `(${b},1)`]
      yield ['p\\land q', 'p\\lor q']
      yield ['p\\implies q', 'p\\iff q']
      yield ['A\\setminus B', 'B\\setminus A']
      yield ['\\triangle ABC\\cong\\triangle DEF', '\\triangle ABC\\cong\\triangle DFE']
    }
  },
  {
    name: 'clock times',
    *pairs(random) {
      const hour = 1 + random.integer(11)
      const minute = 10 + random.integer(20)
      yield [`${hour}:00 AM`, `${hour}:00 PM`]
      yield [`${hour} a.m.`, `${hour} p.m.`]
      yield [`${hour}:${minute}`, `${hour}:${minute + 1}`]
      yield [`${hour}:${minute} pm`, `${hour}:0${minute % 10} pm`]
      yield [`${hour} o'clock`, `${hour + 1} o'clock`]
      yield [`${hour}:00`, `${hour}`]
      yield [`${hour} in the morning`, `${hour} in the evening`]
      yield [`\\text{${hour}:${minute} AM}`, `\\text{${hour}:${minute} PM}`]
    }
  },
  {
    name: 'tiny and huge numbers',
    *pairs(random) {
      const exponent = pick(random, [8, 9, 10, 12, 15, 20, 30, 60, 90, 120, 200, 300, 320, 400])
      const [a, b] = [whole(random, 7), 10 + whole(random, 7)]
      const coefficient = pick(random, ['', '\\pi', '\\sqrt{2}'])
      for (const place of places) {
        for (const power of powers) {
          yield [
            place(power(`${a}${coefficient}`, exponent)),
            place(power(`${b}${coefficient}`, exponent))
          ]
        }
      }
    }
  },
  {
    name: 'nearly the same',
    *pairs(random) {
      const tiny = `10^{-${pick(random, [8, 9, 11, 14, 17, 25, 40, 80, 150, 310, 400])}}`
      const n = whole(random, 7)
      yield [`\\lfloor ${n}-${tiny}\\rfloor`, `${n}`]
      yield [`\\lceil ${n}+${tiny}\\rceil`, `${n}`]
      yield [`\\lfloor \\pi+${n}-\\pi-\\pi\\cdot${tiny}\\rfloor`, `${n}`]
      yield [`(-8)^{1/3+${tiny}}`, '-2']
      yield [`(1+${tiny})x`, 'x']
      yield [`y=(1+${tiny})x`, 'y=x']
      yield [`x>y(1+${tiny})`, 'x>y']
      yield [`\\gcd(${tiny},${n})`, `${n}`]
      yield [`\\operatorname{lcm}(${n}+${tiny},1)`, `${n}`]
      yield [`${n}+${tiny}i`, `${n}`]
      yield [`e^{${tiny}}`, '1']
      yield [`\\cos(\\pi\\cdot${tiny})`, '1']
      yield [`\\sin(\\pi\\cdot${tiny})`, `\\pi\\cdot${tiny}`]
      yield [`\\arctan(\\pi\\div ${tiny})`, '\\frac{\\pi}{2}']
      yield [`x^{${tiny}}`, '1']
      yield [`x^{${n}+${tiny}}`, `x^{${n}}`]
      yield [`\\sqrt{x^2+${tiny}}`, '|x|']
      yield [`x+${tiny}=x`, 'x=x']
      yield [`\\ln(${n}+${tiny})`, `\\ln ${n}`]
      yield [`\\max(${n},${n}+${tiny})`, `${n}`]
      yield [`|x|+${tiny}y`, '|x|']
      yield [`\\sum_{k=0}^{60} 2^{-k}`, '2']
      yield [`${n}^{1/7}+${tiny}`, `${n}^{1/7}`]
    }
  },
  {
    name: 'long numbers',
    *pairs(random) {
      const digits = pick(random, [10, 16, 17, 20, 40, 80, 310])
      const long = `1${'0'.repeat(digits - 2)}`
      const [a, b] = [`${long}1`, `${long}2`]
      for (const place of places) yield [place(a), place(b)]
      yield [`\\frac{${a}}{${b}}x`, 'x']
      yield [`\\sqrt{2}\\cdot ${a}`, `\\sqrt{2}\\cdot ${b}`]
      yield [`0.${'9'.repeat(digits)}`, '1']
    }
  }
]

function twoOf<Item>(random: Random, items: readonly Item[]): readonly [Item, Item] {
  const first = random.integer(items.length)
  const second = (first + 1 + random.integer(items.length - 1)) % items.length
  return [items[first], items[second]] as readonly [Item, Item]
}
