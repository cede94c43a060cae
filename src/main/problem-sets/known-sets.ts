/** Published sets that people import, by what their files are called, and how many problems each has. */
const KNOWN_SETS: readonly {
  readonly file: RegExp
  readonly name: string
  readonly count: number
}[] = [
  { file: /aime[-_ ]?(20)?2[456]/i, name: 'An AIME year (I and II)', count: 30 },
  { file: /math[-_ ]?500/i, name: 'MATH-500', count: 500 },
  { file: /gsm8k[-_ ]?test/i, name: 'The test part of GSM8K', count: 1319 },
  { file: /gsm8k[-_ ]?train/i, name: 'The training part of GSM8K', count: 7473 },
  { file: /livemathbench[-_ ]?amc/i, name: 'The AMC part of LiveMathBench', count: 46 },
  { file: /minerva/i, name: 'Minerva', count: 272 }
]

/** A warning when a file is called like a published set and has another number of problems; else null. */
export function countWarning(fileName: string, count: number): string | null {
  const known = KNOWN_SETS.find(({ file }) => file.test(fileName))
  if (known === undefined || known.count === count) return null
  return `${known.name} has ${known.count} problems, this file ${count}: look whether some are missing or added.`
}
