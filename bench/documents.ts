/**
 * Every document of the data folder, found with random faults in its bytes and values: a table of how many of them the
 * program read or refused in words. Ends with 1 where one had it fail, or was lost.
 *
 *   npx node bench/documents.ts [--tries N] [--seed N]
 */
import { parseArgs } from 'node:util'
import { createRandom, deriveSeed } from '../src/core/random.ts'
import { hostileContents, mutated } from '../test/helpers/kept-documents/hostile-contents.ts'
import { DOCUMENTS } from '../test/helpers/kept-documents/kept-documents.ts'
import { soundOf, tryContent } from '../test/helpers/kept-documents/try-content.ts'

const { values: given } = parseArgs({
  options: { tries: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } }
})
const tries = Number(given.tries)
const seed = Number(given.seed)

// What is set aside is said there.
console.error = () => undefined
console.log('document                      tried  survived')
for (const [name, document] of DOCUMENTS) {
  const [place, sound] = await soundOf(document)
  const hostile = hostileContents(sound)
  const random = Array.from({ length: tries }, (_, at) => ({
    what: `fault ${at}`,
    content: mutated(sound, createRandom(deriveSeed(seed, at))),
    by: 'anyone' as const
  }))
  const faults: string[] = []
  for (const one of [...hostile, ...random]) {
    const fault = await tryContent(document, place, one)
    if (fault !== null) faults.push(`${name}, ${one.what}: ${fault}`)
  }
  const tried = hostile.length + tries
  console.log(
    `${name.padEnd(28)} ${String(tried).padStart(6)} ${String(tried - faults.length).padStart(9)}`
  )
  for (const fault of faults) console.log(fault)
  if (faults.length > 0) process.exitCode = 1
}
