import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equivalent } from '../../../src/core/answers/equivalent.ts'
import { extract } from '../../../src/core/answers/extract.ts'
import { normalise } from '../../../src/core/answers/notation/normalise.ts'

const fragment = fc.constantFrom(
  ...'0 1 2 12 3.5 .5 1,234 x y n e i \\pi \\theta + - * / ^ _ = < > ( ) [ ] { } \\{ \\} | , ; : . ! % $ \\frac \\sqrt \\sin \\log \\le \\ge \\cup \\in \\pm \\infty \\cdot \\left \\right \\text{cm} \\text{and} \\boxed{ \\begin{pmatrix} \\end{pmatrix} & \\\\ ½ √ ≤ ° − apples or the A B \\quad \\, \\% ^{2} ^\\circ'.split(
    ' '
  )
)
const soup = fc
  .array(fc.tuple(fragment, fc.constantFrom('', ' ')), { maxLength: 25 })
  .map((parts) => parts.flat().join(''))
const text = fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 60 }))
/** A fixed seed: the same inputs in every run. */
const fixed = { seed: 20_261_122, numRuns: 1_500 }

/** Formulas in x whose value is known to the test by another way: built as a tree, evaluated as one. */
interface Formula {
  readonly tex: string
  readonly at: (x: number) => number
}
const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 1, max: 9 }).map((n) => ({ tex: String(n), at: () => n })),
    fc.constant({ tex: 'x', at: (x: number) => x }),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/'), tie('formula'), tie('formula'))
      .map(([operator, a, b]) => combine(operator, a, b))
  )
}))

function combine(operator: string, a: Formula, b: Formula): Formula {
  switch (operator) {
    case '+':
      return { tex: `(${a.tex}+${b.tex})`, at: (x) => a.at(x) + b.at(x) }
    case '-':
      return { tex: `\\left(${a.tex}-${b.tex}\\right)`, at: (x) => a.at(x) - b.at(x) }
    case '*':
      return { tex: `${a.tex}\\cdot ${b.tex}`, at: (x) => a.at(x) * b.at(x) }
    default:
      return {
        tex: `\\frac{${a.tex}}{${b.tex}}`,
        at: (x) => (b.at(x) === 0 ? NaN : a.at(x) / b.at(x))
      }
  }
}

describe('equivalence', () => {
  test('is symmetric and never throws', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(equivalent(a, b).equality).toBe(equivalent(b, a).equality)
      }),
      fixed
    )
  })

  test('agrees with plain arithmetic on numbers', () => {
    const fraction = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 12 }))
    fc.assert(
      fc.property(fraction, fraction, ([a, b], [c, d]) => {
        const expected = a * d === c * b ? 'equal' : 'different'
        expect(equivalent(`\\frac{${a}}{${b}}`, `${c}/${d}`).equality).toBe(expected)
      }),
      fixed
    )
  })

  test('never takes formulas for equal that differ in value', () => {
    const probes = [0.37, 1.83, 4.1, -1.27, -3.3]
    fc.assert(
      fc.property(formula, formula, (a, b) => {
        const values = probes.map((x) => [a.at(x), b.at(x)] as const)
        const differ = values.some(
          ([y, z]) => Number.isFinite(y) && Number.isFinite(z) && Math.abs(y - z) > 1e-3
        )
        if (differ) expect(equivalent(a.tex, b.tex).equality).not.toBe('equal')
      }),
      fixed
    )
  })

  test('recognises a formula that is written another way', () => {
    fc.assert(
      fc.property(formula, (a) => {
        fc.pre([0.37, 1.83, 4.1].every((x) => Number.isFinite(a.at(x))))
        expect(equivalent(a.tex, `0+(${a.tex})\\times 1`).equality).toBe('equal')
        expect(equivalent(a.tex, `(${a.tex})+1`).equality).toBe('different')
      }),
      { ...fixed, numRuns: 500 }
    )
  })
})

describe('normalisation', () => {
  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(text, (a) => {
        expect(normalise(normalise(a))).toBe(normalise(a))
      }),
      fixed
    )
  })
})

describe('extraction', () => {
  test('never throws, and finds what a box holds wherever it stands', () => {
    fc.assert(
      fc.property(text, fc.integer(), (noise, answer) => {
        fc.pre(!/boxed|fbox|think|answer|\\$/.test(noise))
        expect(extract(`${noise}\n\n\\boxed{${answer}}`)).toEqual({
          answer: String(answer),
          rule: 'box'
        })
      }),
      fixed
    )
  })
})

describe('hostile answers', () => {
  const repeat = (part: string, length: number) => part.repeat(Math.ceil(length / part.length))
  const parts =
    '( { [ \\{ \\frac{1}{ \\sqrt \\sin \\log | ^ _ - 1+ 1, x+1, x= x< (0,1)\\cup 1: \\pm1 \\\\ \\begin{pmatrix} \\text{ $ $$ \\[ ** <answer> \\boxed{ answer A: A pick_ one_hundred_ ["a", so_A_'
      .split(' ')
      .map((part) => part.replaceAll('_', part.length > 1 ? ' ' : '_'))
  test.each(parts)('"%s" a hundred thousand times over comes back', (part) => {
    for (const length of [400, 4_900, 100_000]) {
      const hostile = repeat(part, length)
      expect(equivalent(hostile, '1').equality).not.toBe('equal')
      expect(extract(hostile, { choices: ['1', '2'] })).toHaveProperty('rule')
    }
  })

  test.each([
    '5^{5^{5^5}}',
    '9^{9^{9^9}}',
    '((3000!)!)!',
    '(x-a)^{5999}',
    '\\sum_{i=1}^{2000}\\sum_{j=1}^{2000}\\sum_{k=1}^{2000} ijk',
    '1e999999999',
    '\\binom{9999999999}{2999}'
  ])('%s comes back', (hostile) => {
    expect(equivalent(hostile, '7').equality).not.toBe('equal')
  })
})
