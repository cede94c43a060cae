import { describe, expect, test } from 'vitest'
import { type Policy, equivalent } from '../../../src/core/answers/equivalent.ts'

function equality(a: string, b: string, policy?: Policy, tolerance?: number): string {
  const forth = equivalent(a, b, policy, tolerance)
  expect(equivalent(b, a, policy, tolerance).equality, 'the other way round').toBe(forth.equality)
  return forth.equality
}

const equalPairs: Record<string, readonly (readonly [string, string])[]> = {
  numbers: [
    ['17', '$17.0$'],
    ['-8/6', '-\\dfrac{4}{3}'],
    ['12,345', '12345'],
    ['12{,}345', '12\\,345'],
    ['.25', '\\frac14'],
    ['2\\frac{3}{4}', '11/4'],
    ['4.2\\times10^3', '4200'],
    ['2^{100}', '1267650600228229401496703205376'],
    ['7!', '5040'],
    ['\\binom{6}{2}', '15'],
    ['\\sqrt{49}', '7'],
    ['0.\\!5', '1/2'],
    ['nine', '9'],
    ['−3', '-3'],
    ['½', '0.5']
  ],
  'numbers that are not fractions': [
    ['\\frac{2}{\\sqrt2}', '\\sqrt{2}'],
    ['√12', '2\\sqrt3'],
    ['\\sqrt[3]{-8}', '-2'],
    ['\\cos\\frac{\\pi}{3}', '0.5'],
    ['\\sin(5\\pi)', '0'],
    ['e^{i\\pi}', '-1'],
    ['(1+2i)(1-2i)', '5'],
    ['\\log_2 32', '5'],
    ['\\ln e^4', '4'],
    ['60^\\circ', '\\frac{\\pi}{3}'],
    ['sqrt(3)/3', '1/sqrt(3)']
  ],
  formulas: [
    ['(a-b)(a+b)', 'a^2-b^2'],
    ['\\frac{x^2-1}{x-1}', 'x+1'],
    ['2\\sin t\\cos t', '\\sin 2t'],
    ['x^{-2}', '\\frac{1}{x^2}'],
    ['3n(n+1)/2', '\\frac{3n^2+3n}{2}'],
    ['|y|', '\\sqrt{y^2}'],
    ['2^{n+3}', '8\\cdot2^n'],
    ['f(x)=3x', '3x'],
    ['f(x)=x^2-x', 'f(t)=t^2-t'],
    ['\\sum_{k=1}^{4} k x', '10x']
  ],
  structures: [
    ['\\{1,2,3\\}', '\\{3,1,2\\}'],
    ['3, -3', '\\pm 3'],
    ['2\\pm\\sqrt5', '2-\\sqrt5\\text{ or }2+\\sqrt5'],
    ['(2,\\,\\frac12)', '(2, 0.5)'],
    ['[1,4)', '1\\le x<4'],
    ['x>3', '(3,\\infty)'],
    ['(-\\infty,0)\\cup(0,\\infty)', 'x\\ne0'],
    ['(0,2]\\cup[1,5)', '(0,5)'],
    ['\\mathbb{R}\\setminus\\{2\\}', '(-\\infty,2)\\cup(2,\\infty)'],
    ['\\{x\\mid x\\ge 1\\}', '[1,\\infty)'],
    [
      '\\begin{pmatrix}1&2\\\\ 3&4\\end{pmatrix}',
      '\\begin{bmatrix}1 & 2\\\\3 & \\frac{8}{2}\\end{bmatrix}'
    ],
    ['\\begin{pmatrix}1\\\\ 2\\end{pmatrix}', '(1,2)'],
    ['6:4', '3:2'],
    ['1:4', '\\frac14'],
    ['y=2x+3', '2x-y+3=0'],
    ['3x\\le 12', '4\\ge x'],
    ['(x,y)=(1,5)', 'x=1, y=5'],
    ['x=1, y=5', 'y=5, x=1'],
    ['k=7', '7'],
    ['10^3=1000', '1000']
  ],
  'units, signs and words': [
    ['15\\text{ cm}', '15'],
    ['2\\text{ m}', '200\\text{ cm}'],
    ['12\\text{ cm}^2', '12 square centimeters'],
    ['\\$45', '45\\text{ dollars}'],
    ['35\\%', '0.35'],
    ['35\\%', '35'],
    ['45^\\circ', '45 degrees'],
    ['60\\text{ km/h}', '60 km per hour'],
    ['5 m', '5'],
    ['\\text{Thursday}', 'thursday'],
    ['yes', 'True'],
    ['The answer is $42$.', '42'],
    ['\\boxed{8}', '8']
  ],
  choices: [
    ['B', '(B)'],
    ['(C)', '\\text{C}'],
    ['D', 'D. 17'],
    ['ACD', 'A, C, D']
  ],
  rounding: [
    ['0.333', '\\frac13'],
    ['1.4142', '\\sqrt2'],
    ['3.14', '\\pi']
  ]
}

const differentPairs: Record<string, readonly (readonly [string, string])[]> = {
  numbers: [
    ['17', '-17'],
    ['2^{2019}-2020', '2^{2020}'],
    ['10^{400}', '10^{400}+1'],
    ['0', '0.000000001'],
    ['0.00001', '0.0000000000074'],
    ['1/3', '18.8^\\circ'],
    ['0.33', '\\frac13'],
    ['12.5', '12.47'],
    ['12.47', '\\frac{1246}{100}'],
    ['101_2', '5'],
    ['\\infty', '-\\infty'],
    ['\\infty', '10^{300}'],
    ['\\infty', '0.5+\\sqrt2'],
    ['\\theta*-1', '\\theta-1']
  ],
  formulas: [
    ['|x|', 'x'],
    ['\\frac12 m', '\\frac12'],
    ['3m', '3'],
    ['x^2', 'x^3'],
    ['a-b', 'b-a'],
    ['(-1)^n', '(-1)^{n+1}'],
    ['f(x)', 'g(x)'],
    ['x', 'y'],
    ['2x', '2']
  ],
  structures: [
    ['(1,2)', '(2,1)'],
    ['(1,2)', '[1,2]'],
    ['[1,2)', '1<x\\le2'],
    ['1,2', '1,2,3'],
    ['1,1', '1'],
    ['(1,234)', '1234'],
    ['x=1, y=5', 'x=5, y=1'],
    ['x=5', 'y=5'],
    ['y=2x+3', 'y=3x+2'],
    ['x<4', 'x>4'],
    ['-4<m\\leq0', '-4\\le m\\le0'],
    ['3:2', '2:3'],
    ['1:10', '2:20'],
    ['a_{n}=2', 'a_{n-1}=2'],
    ['\\begin{pmatrix}1&2\\end{pmatrix}', '\\begin{pmatrix}1&2&3\\end{pmatrix}']
  ],
  'units and words': [
    ['5\\text{ cm}', '5\\text{ m}'],
    ['5\\text{ cm}', '5\\text{ cm}^2'],
    ['Monday', 'Tuesday'],
    ['yes', 'no'],
    ['A', 'B'],
    ['', '0']
  ]
}

describe.each(Object.entries(equalPairs))('equal %s', (_, pairs) => {
  test.each(pairs)('%s and %s', (a, b) => {
    expect(equality(a, b)).toBe('equal')
  })
})

describe.each(Object.entries(differentPairs))('different %s', (_, pairs) => {
  test.each(pairs)('%s and %s', (a, b) => {
    expect(equality(a, b)).toBe('different')
  })
})

describe('undecidable', () => {
  test.each([
    [
      'two long sentences',
      'every triangle of this kind has three acute angles',
      'all of these triangles must have three equal sides'
    ],
    ['a number and its denial', '5', 'not 5'],
    ['a number beyond all bounds', '5^{5^{5^5}}', '5^{5^{5^6}}'],
    ['an answer that cannot be read', '\\oint_C F', '3'],
    ['an answer as long as a book', '1+'.repeat(40_000) + '1', '40001']
  ])('%s', (_, a, b) => {
    expect(equality(a, b)).toBe('undecidable')
  })

  test('says why', () => {
    expect(equivalent('5^{5^{5^5}}', '3').reason).toBe('a number is too large to compare')
  })
})

describe('the strict policy', () => {
  test.each([
    ['0.333', '\\frac13'],
    ['35\\%', '35'],
    ['45^\\circ', '45'],
    ['15\\text{ cm}', '15'],
    ['\\{1,2\\}', '1,2']
  ])('tells %s from %s', (a, b) => {
    expect(equality(a, b, 'strict')).toBe('different')
    expect(equality(a, b, 'standard')).toBe('equal')
  })

  test.each([
    ['35\\%', '0.35'],
    ['180^\\circ', '\\pi'],
    ['x=4', '4'],
    ['\\frac{6}{8}', '0.75']
  ])('takes %s for %s', (a, b) => {
    expect(equality(a, b, 'strict')).toBe('equal')
  })
})

describe('a tolerance', () => {
  test('accepts numbers that close and no others', () => {
    expect(equality('3.71', '3.65', 'standard', 0.1)).toBe('equal')
    expect(equality('3.71', '3.55', 'standard', 0.1)).toBe('different')
    expect(equality('3.71', '3.65')).toBe('different')
  })
})
