/**
 * Simulates what the reports claim: how often the 95 % interval of an accuracy holds the true one, how often that of a
 * difference does, and how often two methods of equal accuracy are called different. The worst of several ways in which
 * problems can differ stands in the table: all equally hard (0), some harder than others (.5), each always or never
 * solved (1). Exits 1 where a figure misses its bound.
 *
 *   npx node bench/statistics.ts [simulations of a cell] [seed]
 */
import { createRandom, deriveSeed, type Random } from '../src/core/random.ts'
import { pairedDifference } from '../src/core/statistics/paired.ts'
import { shareInterval } from '../src/core/statistics/share-interval.ts'

const [rounds, seed] = [Number(process.argv[2] ?? 2000), Number(process.argv[3] ?? 1)]
const SPREADS = [0, 0.5, 1]
const BOUNDS = { coverage: 0.94, falsePositives: 0.05 }

interface Cell {
  readonly accuracy: number
  readonly problems: number
  readonly repeats: number
}

console.log(
  `${rounds} simulations of each, seed ${seed}; the worst of the spreads ${SPREADS.join(', ')}`
)
console.log(
  '| problems | repeats | accuracy | holds the accuracy | width | holds a difference of 0 | false positives | holds a true difference |'
)
console.log('| - | - | - | - | - | - | - | - |')
for (const problems of [3, 5, 8, 30]) {
  for (const repeats of [1, 3, 8]) {
    for (const accuracy of [0.5, 0.9, 1]) printRow({ accuracy, problems, repeats })
  }
}

function printRow(cell: Cell): void {
  const { accuracy, problems, repeats } = cell
  const random = createRandom(deriveSeed(seed, problems, repeats, accuracy * 10))
  const shares = SPREADS.map((spread) => simulateShare(cell, spread, random))
  const same = SPREADS.map((spread) =>
    simulateDifference(cell, { spread, other: accuracy }, random)
  )
  // Also with difficulties of their own: the one method all or nothing, the other equally good everywhere.
  same.push(simulateDifference(cell, { spread: 1, otherSpread: 0, other: accuracy }, random))
  const other = accuracy - 0.3
  const apart = SPREADS.map((spread) => simulateDifference(cell, { spread, other }, random))
  const worst = {
    holds: Math.min(...shares.map(({ held }) => held)),
    holdsNone: Math.min(...same.map(({ held }) => held)),
    found: Math.max(...same.map(({ found }) => found)),
    holdsApart: Math.min(...apart.map(({ held }) => held))
  }
  const widths = shares.map(({ width }) => percent(width))
  console.log(
    `| ${problems} | ${repeats} | ${accuracy} | ${percent(worst.holds)} % | ${widths.join(' / ')} | ` +
      `${percent(worst.holdsNone)} % | ${percent(worst.found)} % | ${percent(worst.holdsApart)} % |`
  )
  const least = Math.min(worst.holds, worst.holdsNone, worst.holdsApart)
  if (least < BOUNDS.coverage || worst.found > BOUNDS.falsePositives) process.exitCode = 1
}

function simulateShare({ accuracy, problems, repeats }: Cell, spread: number, random: Random) {
  let [held, width] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    const shares = difficulties(problems, accuracy, spread, random).map(
      (chance) => successes(repeats, chance, random) / repeats
    )
    const { low, high } = shareInterval(shares, { attempts: problems * repeats })
    if (low <= accuracy && accuracy <= high) held++
    width += high - low
  }
  return { held: held / rounds, width: width / rounds }
}

/** Two methods: on the same problems with the same difficulties moved to their accuracies, or with a spread of its own. */
function simulateDifference(
  { accuracy, problems, repeats }: Cell,
  { spread, other, otherSpread }: { spread: number; other: number; otherSpread?: number },
  random: Random
) {
  let [held, found] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    const first = difficulties(problems, accuracy, spread, random)
    const second =
      otherSpread === undefined && other === accuracy
        ? first
        : difficulties(problems, other, otherSpread ?? spread, random)
    const pairs = first.map((chance, index) => ({
      first: { n: repeats, c: successes(repeats, chance, random) },
      second: { n: repeats, c: successes(repeats, second[index]!, random) }
    }))
    const { low, high } = pairedDifference(pairs).interval()
    const difference = accuracy - other
    if (low <= difference && difference <= high) held++
    if (low > 0 || high < 0) found++
  }
  return { held: held / rounds, found: found / rounds }
}

/** The chance to solve each problem: a mixture of "as hard as the mean" and "always or never", of the same mean. */
function difficulties(count: number, accuracy: number, spread: number, random: Random): number[] {
  return Array.from({ length: count }, () =>
    random.next() < spread ? (random.next() < accuracy ? 1 : 0) : accuracy
  )
}

function successes(attempts: number, chance: number, random: Random): number {
  let right = 0
  for (let attempt = 0; attempt < attempts; attempt++) if (random.next() < chance) right++
  return right
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}
