import { describe, expect, test } from 'vitest'
import { equivalent } from '../../../src/core/answers/equivalent.ts'

describe('units with prefixes', () => {
  test.each([
    ['4 kJ', '4000 J'],
    ['3\\text{ MW}', '3000\\text{ kW}'],
    ['36 km/h', '10 m/s'],
    ['7 km/h', '35/18 m/s'],
    ['250 nm', '2.5\\times10^{-7} m'],
    ['8\\,\\mu\\mathrm{m}', '0.008 mm'],
    ['4 µm', '0.004 mm'],
    ['3\\,k\\Omega', '3000\\,\\Omega'],
    ['2 kilohms', '2000 ohms'],
    ['4\\text{ kJ/mol}', '4000\\text{ J/mol}'],
    ['3 KG', '3000 g'],
    ['6 cm^2', '0.0006 m^2'],
    ['2 square kilometers', '2000000 m^2'],
    ['1.5 kWh', '5400000 J']
  ])('%s is %s', (a, b) => {
    expect(equivalent(a, b).equality).toBe('equal')
    expect(equivalent(b, a).equality).toBe('equal')
  })

  test.each('m s g L N J W Hz Pa A V F T K mol eV cal Wh Sv B'.split(' '))(
    'no two prefixes of %s are the same',
    (unit) => {
      const written = ['', 'k', 'M', 'G', 'm', 'c', 'n', 'd', 'T'].map((prefix) => prefix + unit)
      for (const [at, a] of written.entries()) {
        for (const b of written.slice(at + 1)) {
          expect(equivalent(`6 ${a}`, `6 ${b}`).equality, `${a} and ${b}`).not.toBe('equal')
          expect(equivalent(`6\\text{ ${a}}`, `6\\text{ ${b}}`).equality).not.toBe('equal')
        }
      }
    }
  )

  test.each(['\\sqrt2', '4\\pi', '(1+\\sqrt3)', '7', 'x'])(
    'a scale word behind %s multiplies it and is no unit',
    (value) => {
      expect(equivalent(`${value} million`, value).equality).toBe('different')
      expect(equivalent(`${value} million`, `${value} thousand`).equality).toBe('different')
      expect(equivalent(`${value} thousand`, `1000${value}`).equality).not.toBe('undecidable')
    }
  )
})
