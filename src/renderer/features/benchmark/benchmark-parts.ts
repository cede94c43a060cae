import { t } from '../../words/t.ts'

/** The parts of the screen; the first has no name in the address. */
export function benchmarkParts(): { id: string; name: string }[] {
  return [
    { id: '', name: t('benchmark.part.benchmarks') },
    { id: 'leaderboard', name: t('benchmark.part.leaderboard') }
  ]
}
