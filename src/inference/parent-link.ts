/** The way to the process that started this one. */
export interface ParentLink {
  send(message: unknown): void
}

/** What Electron gives to a utility process. */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}

/** Connects to the parent: as a utility process of Electron, or as a child process of Node. */
export function connectToParent(receive: (message: unknown) => void): ParentLink {
  const { parentPort } = process as { parentPort?: ParentPort }
  if (parentPort !== undefined) {
    parentPort.on('message', ({ data }) => {
      receive(data)
    })
    return {
      send: (message) => {
        parentPort.postMessage(message)
      }
    }
  }
  if (process.send === undefined)
    throw new Error('The inference process is started by the program.')
  process.on('message', receive)
  // The parent is gone: so is every reason to go on.
  process.on('disconnect', () => process.exit(0))
  return { send: (message) => process.send?.(message) }
}
