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
    expect(equivalent(a, b).verdict).not.toBe('equal')
    expect(equivalent(b, a).verdict).not.toBe('equal')
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
    expect(equivalent(a, b).verdict).toBe('equal')
    expect(equivalent(b, a).verdict).toBe('equal')
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
    expect(equivalent(a, b).verdict).not.toBe('equal')
    expect(equivalent(b, a).verdict).not.toBe('equal')
  })

  test.each([
    ['[0, 10^{-12})', '0 \\le x < \\frac{1}{10^{12}}'],
    ['[0, \\sqrt2\\sqrt3] \\cup [\\sqrt6, 4]', '[0, 4]'],
    ['[\\sqrt8, \\infty)', 'x \\ge 2\\sqrt2'],
    ['x < 10^{18}+1', '(-\\infty, 10^{18}+1)'],
    ['[\\frac13, 1)', '[0.3333, 1)'],
    ['(0, 10^{-12}) \\cup [10^{-12}, 1)', '(0, 1)']
  ])('%s is %s', (a, b) => {
    expect(equivalent(a, b).verdict).toBe('equal')
    expect(equivalent(b, a).verdict).toBe('equal')
  })
})
