/**
 * Milliseconds that a piece of work takes while nothing else in this process runs: the time that passes, or the
 * processors' time where that is less. Another program that takes the processor from a single thread stretches the
 * first and leaves the second nearly as it is, so that a busy machine measures much the same as a quiet one. Several
 * threads that share the work take more processor time than passes, and then what passes counts.
 *
 * @param onProcessor false where a GPU does the work, of which processors' time says nothing
 */
export async function workMs(work: () => Promise<unknown>, onProcessor: boolean): Promise<number> {
  const [start, before] = [performance.now(), process.cpuUsage()]
  await work()
  const passed = performance.now() - start
  if (!onProcessor) return passed
  const { user, system } = process.cpuUsage(before)
  return Math.min(passed, (user + system) / 1000)
}
