/** Milliseconds that a piece of work takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/**
 * Times pieces of work in turn, several rounds, and returns the shortest time of each: what else the machine does
 * only ever adds, and taking turns lets it add to all alike.
 */
export async function shortest(
  rounds: number,
  works: readonly (() => Promise<unknown>)[]
): Promise<number[]> {
  const times = works.map(() => Infinity)
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) {
      times[index] = Math.min(times[index]!, await timed(work))
    }
  }
  return times
}
