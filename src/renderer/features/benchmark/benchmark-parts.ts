/** The parts of the screen; the first has no name in the address. */
export const BENCHMARK_PARTS = [
  { id: '', name: 'Benchmarks' },
  { id: 'leaderboard', name: 'Leaderboard' }
] as const
