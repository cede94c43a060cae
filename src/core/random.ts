/** A seeded source of random numbers: the same seed gives the same numbers everywhere. */
export interface Random {
  /** Uniform in [0, 1), with 32 bits. */
  next(): number
  /** Uniform among 0 .. below - 1. */
  integer(below: number): number
}

/** xoshiro128** (Blackman and Vigna, 2018), its state filled by splitmix32. Not for secrets. */
export function createRandom(seed: number): Random {
  const mix = splitmix32(seed)
  let [a, b, c, d] = [mix(), mix(), mix(), mix()]

  function next(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return (result >>> 0) / 2 ** 32
  }

  return { next, integer: (below) => Math.floor(next() * below) }
}

/**
 * A 32-bit seed of its own for each thing that needs one, so that neither order nor company changes it:
 * `deriveSeed(run, 'path', 2, 'step', 7)`.
 */
export function deriveSeed(seed: number, ...parts: readonly (number | string)[]): number {
  let hash = seed >>> 0
  for (const part of parts) {
    // FNV-1a over the part's text, its end marked so that ('a', 'b') and ('ab') differ.
    for (const character of `${typeof part}:${part}\u0000`) {
      hash = Math.imul(hash ^ character.codePointAt(0)!, 0x0100_0193)
    }
    hash = splitmix32(hash)()
  }
  return hash >>> 0
}

/** Some of a list, each at most once, in the order in which they were drawn. All of it where it has no more. */
export function drawSome<T>(list: readonly T[], count: number, random: Random): T[] {
  const left = [...list]
  const drawn = Math.min(count, left.length)
  return Array.from({ length: drawn }, () => left.splice(random.integer(left.length), 1)[0]!)
}

function splitmix32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e37_79b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0_aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97)
    return mixed ^ (mixed >>> 15)
  }
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
