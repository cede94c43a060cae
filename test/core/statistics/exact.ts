/** C(n, k) exactly. */
export function binomial(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n
  let value = 1n
  for (let i = 1; i <= k; i++) value = (value * BigInt(n - k + i)) / BigInt(i)
  return value
}

/** The number nearest to a fraction whose parts may be far too large for numbers. */
export function toNumber(numerator: bigint, denominator: bigint): number {
  const scale = 10n ** 40n
  return Number((numerator * scale) / denominator) / 1e40
}

/** Every subset of `size` of the items. */
export function* subsets<T>(items: readonly T[], size: number): Generator<T[]> {
  if (size === 0) yield []
  for (let index = 0; index + size <= items.length && size > 0; index++) {
    for (const rest of subsets(items.slice(index + 1), size - 1)) yield [items[index]!, ...rest]
  }
}
