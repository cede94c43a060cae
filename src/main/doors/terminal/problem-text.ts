import { open } from 'node:fs/promises'
import { LONGEST_ANSWER } from '../../../shared/contract/solve.ts'
import { decodedText } from '../../decoded-text.ts'
import { ENOUGH_TO_TELL } from '../../problem-sets/formats/encoding.ts'
import { requireFile } from '../../require-file.ts'
import { UserError } from '../../user-error.ts'
import { readInput } from './read-input.ts'

/** No model reads more; a disk image given by mistake is not read to its end. */
const MOST_BYTES = ENOUGH_TO_TELL
/** Anything but spaces, control characters and letters that show nothing. */
const VISIBLE = /[^\p{C}\p{Z}\s\u115f\u1160\u2800\u3164\uffa0]/u

/** The problem: as an argument, from a file, or from standard input (`-`). */
export async function readProblem(
  argument: string | undefined,
  file: string | undefined
): Promise<string> {
  if (argument !== undefined && file !== undefined) {
    throw new UserError('There are two problems.', 'Give either the text or --file, not both.')
  }
  const problem = (await source(argument, file)).trim()
  if (!VISIBLE.test(problem)) {
    throw new UserError(
      'The problem is empty.',
      'Write it in quotes: tandem solve "What is 17 * 23?"'
    )
  }
  return problem
}

/**
 * Reads the flag that gives a problem's known answer.
 *
 * @throws UserError where it is none.
 */
export function knownAnswerFlag(text: string): string {
  const answer = text.trim()
  if (!VISIBLE.test(answer)) {
    throw new UserError(
      'The known answer is empty.',
      'Give it as in --answer 391, or leave --answer out.'
    )
  }
  if (answer.length > LONGEST_ANSWER) {
    throw new UserError(
      `The known answer has ${answer.length} characters; at most ${LONGEST_ANSWER} are compared.`,
      'Give the answer alone, without the way to it.'
    )
  }
  return answer
}

async function source(argument: string | undefined, file: string | undefined): Promise<string> {
  if (file !== undefined) {
    requireFile(file)
    await using handle = await open(file)
    return textOf(await beginning(handle.createReadStream()))
  }
  if (argument === '-') return textOf(await beginning(process.stdin))
  if (argument !== undefined) return argument
  throw new UserError(
    'There is no problem to solve.',
    'Write it in quotes, name a file with --file, or read standard input with "-".'
  )
}

function textOf(bytes: Buffer): string {
  const text = decodedText(bytes, 'The problem')
  if (text.includes('\0')) {
    throw new UserError('The problem is no text: it has zero bytes.', 'Save it as UTF-8.')
  }
  return text
}

function beginning(stream: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const tooMuch = new UserError(
    'The text is larger than 1 MB, which is no single problem.',
    'A file of many problems is a set: tandem sets import FILE'
  )
  return readInput(stream, MOST_BYTES, tooMuch)
}
