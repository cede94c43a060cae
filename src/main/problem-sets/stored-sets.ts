import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  type Problem,
  problemSchema,
  type ProblemSet,
  problemSetIdSchema,
  problemSetInfoSchema,
  problemSetSchema
} from '../../shared/problem-set.ts'
import { UserError } from '../user-error.ts'
import { readLines } from './formats/text.ts'
import { byName, type ProblemSetStore } from './problem-set-store.ts'

/** The first line of a stored set; each problem is a line after it. One file, so that one rename replaces the set. */
const headSchema = z.strictObject({ set: problemSetInfoSchema, count: z.int().positive() })

const EXTENSION = '.jsonl'
const LINES_A_WRITE = 1000

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
    async put(set) {
      const { problems, ...info } = problemSetSchema.parse(set)
      await mkdir(directory, { recursive: true })
      const head = { set: info, count: problems.length } satisfies z.infer<typeof headSchema>
      await writeLines(pathOf(info.id), [head, ...problems])
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

async function readHead(path: string): Promise<z.infer<typeof headSchema>> {
  for await (const { text } of readLines(path)) return parseLine(headSchema, text, path, 1)
  throw damaged(path, 1)
}

async function readSet(path: string): Promise<ProblemSet> {
  const problems: Problem[] = []
  let head: z.infer<typeof headSchema> | undefined
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

/** Writes beside the file, to the disk, and only then into its place: a crash leaves the old file or the new one. */
async function writeLines(path: string, values: readonly unknown[]): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = await open(temporary, 'w')
    try {
      for (let at = 0; at < values.length; at += LINES_A_WRITE) {
        const lines = values.slice(at, at + LINES_A_WRITE).map((value) => JSON.stringify(value))
        await file.write(lines.join('\n') + '\n')
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
