import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { requireFile } from '../../require-file.ts'
import { UserError } from '../../user-error.ts'

/** The problem: as an argument, from a file, or from standard input (`-`). */
export async function readProblem(
  argument: string | undefined,
  file: string | undefined
): Promise<string> {
  if (argument !== undefined && file !== undefined) {
    throw new UserError('There are two problems.', 'Give either the text or --file, not both.')
  }
  const problem = (await source(argument, file)).trim()
  if (problem === '') {
    throw new UserError(
      'The problem is empty.',
      'Write it in quotes: tandem solve "What is 17 * 23?"'
    )
  }
  return problem
}

async function source(argument: string | undefined, file: string | undefined): Promise<string> {
  if (file !== undefined) {
    requireFile(file)
    return readFile(file, 'utf8')
  }
  if (argument === '-') return text(process.stdin)
  if (argument !== undefined) return argument
  throw new UserError(
    'There is no problem to solve.',
    'Write it in quotes, name a file with --file, or read standard input with "-".'
  )
}
