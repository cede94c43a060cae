/**
 * Wraps what answers the network. Whatever it throws, at once or later, goes to `failed` and no further: an error that
 * a stranger can cause in an event listener would otherwise end the program.
 */
export function guarded<A extends readonly unknown[]>(
  handle: (...args: A) => void | Promise<void>,
  failed: (error: unknown, ...args: A) => void
): (...args: A) => void {
  async function run(...args: A): Promise<void> {
    await handle(...args)
  }
  return (...args) => {
    run(...args).catch((error: unknown) => failed(error, ...args))
  }
}
