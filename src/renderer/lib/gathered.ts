/** Does work once for all the news of a while: that long after the first of them. */
export function gathered(work: () => void, ms: () => number) {
  let waiting: ReturnType<typeof setTimeout> | undefined
  return {
    /** Something is new. */
    tell(): void {
      waiting ??= setTimeout(() => {
        waiting = undefined
        work()
      }, ms())
    },
    /** What waits is not done any more. A timer that was cleared does not look like one that waits. */
    end(): void {
      clearTimeout(waiting)
      waiting = undefined
    }
  }
}
