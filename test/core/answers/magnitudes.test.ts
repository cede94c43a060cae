import { describe, expect, test } from 'vitest'
import { equivalent } from '../../../src/core/answers/equivalent.ts'

describe('numbers are told apart by their ratio, however small or large', () => {
  test.each([
    ['\\frac{\\pi}{3^{50}}', '\\frac{\\pi}{3^{51}}'],
    ['\\frac{\\sqrt{7}}{10^{60}}', '\\frac{\\sqrt{5}}{10^{60}}'],
    ['e^{-70}', '3e^{-70}'],
    ['\\sin(10^{-90})', '\\sin(2\\cdot10^{-90})'],
    ['\\frac{kx^3}{10^{15}}', '\\frac{kx^2}{10^{15}}'],
    ['\\sqrt{10^{40}+7}', '10^{20}'],
    ['\\sqrt{3}\\cdot 10^{30}', '\\sqrt{3}\\cdot 10^{30}+1'],
    ['\\sqrt{2}\\cdot 10^{400}', '\\sqrt{3}\\cdot 10^{400}'],
    ['\\frac{t\\sqrt{5}}{7^{30}}', '\\frac{t\\sqrt{6}}{7^{30}}'],
    ['10^{20}t', '10^{20}t+1'],
    ['y=10^{-14}x', 'y=5\\cdot10^{-14}x'],
    ['e^{-40}(1+i)', '2e^{-40}(1+i)'],
    ['\\ln(1+10^{-30})', '\\ln(1+2\\cdot10^{-30})']
  ])('%s is not %s', (a, b) => {
    expect(equivalent(a, b).equality).not.toBe('equal')
    expect(equivalent(b, a).equality).not.toBe('equal')
  })

  test.each([
    ['\\frac{\\pi}{3^{50}}', '\\pi\\cdot 3^{-50}'],
    ['\\sqrt{2}\\cdot\\sqrt{3}\\cdot 10^{-40}', '\\sqrt{6}\\cdot 10^{-40}'],
    ['\\sqrt{10^{40}}', '10^{20}'],
    ['\\sqrt{2}\\cdot 10^{400}', '\\sqrt{8}\\cdot 5\\cdot 10^{399}'],
    ['\\sqrt{5+2\\sqrt6}-\\sqrt3', '\\sqrt2'],
    ['\\sqrt{5+2\\sqrt6}-\\sqrt3-\\sqrt2', '0'],
    ['\\cos\\frac{\\pi}{5}-\\cos\\frac{2\\pi}{5}', '\\frac12'],
    ['y=10^{-14}x', '10^{14}y=x'],
    ['\\frac{t\\sqrt{8}}{7^{30}}', '\\frac{2t\\sqrt{2}}{7^{30}}']
  ])('%s is %s', (a, b) => {
    expect(equivalent(a, b).equality).toBe('equal')
    expect(equivalent(b, a).equality).toBe('equal')
  })
})

describe('no part of an answer vanishes in another', () => {
  test.each([
    ['y=10^{-320}x', 'y=3\\cdot10^{-320}x'],
    ['y=\\pi\\cdot10^{-400}x', 'y=2\\pi\\cdot10^{-400}x'],
    ['t+10^{-120}', 't+4\\cdot10^{-120}'],
    ['t+\\frac{\\sqrt2}{10^{350}}', 't+\\frac{\\sqrt3}{10^{350}}'],
    ['x=10^{-310}', 'x=2\\cdot10^{-310}'],
    ['pq<10^{-90}', 'pq<2\\cdot10^{-90}'],
    ['pq<\\frac{\\pi}{10^{90}}', 'pq<\\frac{2\\pi}{10^{90}}'],
    ['a>b(1+10^{-40})', 'a>b'],
    ['x+10^{-30}=x', 'x=x'],
    ['2+10^{-13}i', '2+3\\cdot10^{-13}i'],
    ['2+\\frac{\\pi}{10^{40}}i', '2+\\frac{2\\pi}{10^{40}}i'],
    ['2+10^{-330}i', '2'],
    ['(-27)^{1/3+10^{-14}}', '-3'],
    ['(-27)^{1/3+10^{-40}}', '-3'],
    ['\\gcd(10^{-10}, 4)', '4'],
    ['\\gcd(\\frac12, 4)', '4'],
    ['\\operatorname{lcm}(10^{-10}, 4)', '4'],
    ['(5-10^{-20}) \\bmod 5', '0'],
    ['\\lfloor 4-\\pi\\cdot10^{-15}\\rfloor', '4'],
    ['e^{10^{-90}}', '1'],
    ['\\cos(10^{-60})', '1'],
    ['\\tanh 90', '1'],
    ['\\arctan(10^{90})', '\\frac{\\pi}{2}'],
    ['\\sin(10^{-80})', '10^{-80}'],
    ['x^{10^{-25}}', '1'],
    ['1.5+10^{-12}', '1.5+2\\cdot10^{-12}'],
    ['1.5t+10^{-12}', '1.5t+2\\cdot10^{-12}'],
    ['1.234567t', '1.234568t'],
    ['100000.5t', '100000.53t'],
    ['\\sum_{k=0}^{70} 2^{-k}', '2']
  ])('%s is not %s', (a, b) => {
    expect(equivalent(a, b).equality).not.toBe('equal')
    expect(equivalent(b, a).equality).not.toBe('equal')
  })

  test.each([
    ['\\sum_{k=0}^{70} 2^{-k}', '2-2^{-70}'],
    ['(1+10^{-20}i)^2', '1-10^{-40}+2\\cdot10^{-20}i'],
    ['e^{i\\pi}+1', '0'],
    ['\\gcd(12, 18)', '6'],
    ['\\operatorname{lcm}(4, 6)', '12'],
    ['(-27)^{2/3}', '9'],
    ['(-27)^{1-1/3}', '9'],
    ['17.5 \\bmod 5', '2.5'],
    ['\\lfloor 3\\pi\\rfloor', '9'],
    ['0.333333t', '\\frac t3'],
    ['10^{30}t+\\sqrt2', '\\sqrt2+10^{30}t']
  ])('%s is %s', (a, b) => {
    expect(equivalent(a, b).equality).toBe('equal')
    expect(equivalent(b, a).equality).toBe('equal')
  })
})

describe('the ends of intervals are compared as numbers are', () => {
  test.each([
    ['(0, 10^{-12})', '(0, 2\\cdot10^{-12}]'],
    ['[0, 10^{-12})', '[0, 2\\cdot10^{-12})'],
    ['[3\\cdot10^{-11}, 1]', '[0, 1]'],
    ['x < 10^{-13}', 'x < 7\\cdot10^{-13}'],
    ['0 < x \\le 10^{-15}', '0 < x \\le 10^{-16}'],
    ['x > 10^{18}', 'x > 10^{18}+1'],
    ['[0, \\frac{\\pi}{10^{20}})', '[0, \\frac{\\pi}{10^{21}})'],
    ['[0, 10^{400})', '[0, 10^{500})'],
    ['[0, 10^{400})', '[0, \\infty)'],
    ['[0, 10^{-400})', '[0, 10^{-500})'],
    ['(-\\infty, 10^{-12}) \\cup (10^{-11}, \\infty)', '(-\\infty, \\infty)'],
    ['[0, 10^{-12}] \\cup [2\\cdot10^{-12}, 1]', '[0, 1]'],
    ['x \\ne 10^{-10}', 'x \\ne 0']
  ])('%s is not %s', (a, b) => {
    expect(equivalent(a, b).equality).not.toBe('equal')
    expect(equivalent(b, a).equality).not.toBe('equal')
  })

  test.each([
    ['[0, 10^{-12})', '0 \\le x < \\frac{1}{10^{12}}'],
    ['[0, \\sqrt2\\sqrt3] \\cup [\\sqrt6, 4]', '[0, 4]'],
    ['[\\sqrt8, \\infty)', 'x \\ge 2\\sqrt2'],
    ['x < 10^{18}+1', '(-\\infty, 10^{18}+1)'],
    ['[\\frac13, 1)', '[0.3333, 1)'],
    ['(0, 10^{-12}) \\cup [10^{-12}, 1)', '(0, 1)']
  ])('%s is %s', (a, b) => {
    expect(equivalent(a, b).equality).toBe('equal')
    expect(equivalent(b, a).equality).toBe('equal')
  })
})
