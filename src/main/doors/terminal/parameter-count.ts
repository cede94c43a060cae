import { InvalidArgumentError } from 'commander'

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 }

/** A number of weights as people write it: 7B, 1.5b, 270M, 19100000. */
export function parameterCount(text: string): number {
  const [, digits, unit] = /^\s*(\d+(?:\.\d+)?(?:e\d+)?)\s*([KMBT]?)\s*$/i.exec(text) ?? []
  const count = Number(digits) * (UNITS[(unit ?? '').toUpperCase()] ?? NaN)
  if (count > 0 && Number.isFinite(count)) return count
  throw new InvalidArgumentError('Write a number of weights, such as 7B, 1.5B or 270M.')
}
