const waiting: (() => void)[] = []
let taken = false

/**
 * Does one piece of work a frame, the first at once, so that what is shown together need not be made in one long
 * task.
 */
export function inTurn(work: () => void): void {
  if (taken) waiting.push(work)
  else take(work)
}

function take(work: () => void): void {
  taken = true
  requestAnimationFrame(() => {
    taken = false
    const next = waiting.shift()
    if (next) take(next)
  })
  work()
}
