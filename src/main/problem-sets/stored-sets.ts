import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  type Problem,
  problemSchema,
  type ProblemSet,
  problemSetIdSchema,
  problemSetInfoSchema,
  repeatedId
} from '../../shared/problem-set.ts'
import { UserError } from '../user-error.ts'
import { readLines } from './formats/text.ts'
import { byName, type ProblemSetStore } from './problem-set-store.ts'

/** The first line of a stored set; each problem is a line after it. One file, so that one rename replaces the set. */
const headSchema = z.strictObject({ set: problemSetInfoSchema, count: z.int().positive() })
type Head = z.infer<typeof headSchema>

const EXTENSION = '.jsonl'
const PROBLEMS_A_WRITE = 1000

/** Sets as files `ID.jsonl` in a folder, which need not exist yet. */
export function storedSets(directory: string): ProblemSetStore {
  function pathOf(id: string): string {
    return join(directory, id + EXTENSION)
  }

  async function ids(): Promise<string[]> {
    const names = await readdir(directory).catch(unlessMissing<string[]>([]))
    return names
      .filter((name) => name.endsWith(EXTENSION))
      .map((name) => name.slice(0, -EXTENSION.length))
      .filter(isId)
  }

  return {
    async list() {
      const found = await ids()
      const heads = await Promise.all(found.map((id) => readHead(pathOf(id))))
      return heads.map(({ set, count }) => ({ ...set, count, bundled: false })).sort(byName)
    },
    get(id) {
      if (!isId(id)) return Promise.resolve(null)
      return readSet(pathOf(id)).catch(unlessMissing<ProblemSet | null>(null))
    },
    async put({ problems, ...info }) {
      const head = headSchema.parse({ set: info, count: problems.length })
      const id = repeatedId(problems)
      if (id !== undefined) throw new Error(`Problem id "${id}" is used twice`)
      await mkdir(directory, { recursive: true })
      await writeSet(pathOf(info.id), head, problems)
      await syncDirectory(directory)
    },
    async delete(id) {
      if (!isId(id)) return false
      return rm(pathOf(id)).then(() => true, unlessMissing(false))
    }
  }
}

function isId(id: string): boolean {
  return problemSetIdSchema.safeParse(id).success
}

async function readHead(path: string): Promise<Head> {
  for await (const { text } of readLines(path)) return parseLine(headSchema, text, path, 1)
  throw damaged(path, 1)
}

async function readSet(path: string): Promise<ProblemSet> {
  const problems: Problem[] = []
  let head: Head | undefined
  for await (const { number, text } of readLines(path)) {
    if (head === undefined) head = parseLine(headSchema, text, path, number)
    else problems.push(parseLine(problemSchema, text, path, number))
  }
  if (head?.count !== problems.length) throw damaged(path, problems.length + 1)
  return { ...head.set, problems }
}

function parseLine<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  path: string,
  line: number
): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw damaged(path, line)
  }
}

function damaged(path: string, line: number): UserError {
  return new UserError(
    `The stored problem set ${path} is damaged at line ${line}.`,
    'Move the file away and import the set again.'
  )
}

/**
 * Writes beside the file, to the disk, and only then into its place: a crash leaves the old file or the new one. The
 * problems are checked a thousand at a time, between which other work goes on.
 */
async function writeSet(path: string, head: Head, problems: readonly Problem[]): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(temporary, 'w')
    try {
      await file.write(`${JSON.stringify(head)}\n`)
      for (let at = 0; at < problems.length; at += PROBLEMS_A_WRITE) {
        const some = problems.slice(at, at + PROBLEMS_A_WRITE)
        const lines = some.map((problem) => `${JSON.stringify(problemSchema.parse(problem))}\n`)
        await file.write(lines.join(''))
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Makes a rename outlast a power cut, where a folder can be opened (not on Windows). */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(directory)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Handles a rejected file operation: a missing file is `instead`, anything else stays an error. */
function unlessMissing<Value>(instead: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return instead
    throw error
  }
}
