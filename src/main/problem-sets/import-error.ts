/** A file that cannot be imported. The message is one sentence for the user and names the line where one is to blame. */
export class ImportError extends Error {
  override name = 'ImportError'
}
