import { equivalent } from '../src/core/answers/equivalent.ts'
import { createRandom } from '../src/core/random.ts'
import { families } from './attack/pairs.ts'

/**
 * Pairs of answers that look alike and are not the same: none may be called equal.
 *
 *     node bench/attack-grading.ts [ROUNDS] [SEED]
 *
 * A round draws new numbers for every kind of pair; each pair is asked both ways round. Prints what was called equal,
 * and exits 1 where anything was.
 */
const [rounds, seed] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 1)]
const random = createRandom(seed)
const counts = new Map<string, { asked: number; equal: number }>()
for (let round = 0; round < rounds; round++) {
  for (const { name, pairs } of families) {
    const count = counts.get(name) ?? { asked: 0, equal: 0 }
    counts.set(name, count)
    for (const [a, b] of pairs(random)) {
      for (const [left, right] of [
        [a, b],
        [b, a]
      ] as const) {
        count.asked++
        const { equality, reason } = equivalent(left, right)
        if (equality !== 'equal') continue
        count.equal++
        console.log(`${name}: ${left} | ${right}: ${reason}`)
      }
    }
  }
}
console.log(`${rounds} rounds from seed ${seed}:`)
for (const [name, { asked, equal }] of counts) console.log(`  ${name}: ${equal} of ${asked} equal`)
if ([...counts.values()].some(({ equal }) => equal > 0)) process.exitCode = 1
