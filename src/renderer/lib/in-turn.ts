const waiting: (() => void)[] = []

/** Does one piece of work a frame, so that what is shown together need not be made in one long task. */
export function inTurn(work: () => void): void {
  waiting.push(work)
  if (waiting.length === 1) requestAnimationFrame(next)
}

function next(): void {
  waiting.shift()?.()
  if (waiting.length > 0) requestAnimationFrame(next)
}
