import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { promptProfileSchema, type PromptProfile } from '../../shared/prompt-profile.ts'
import { strategyPoolSchema, type StrategyPool } from '../../shared/strategy-pool.ts'
import { UserError } from '../user-error.ts'

/** Prompt profiles and strategy pools: the bundled ones, and the user's own in the data directory. */
export interface Definitions {
  promptProfiles(): Promise<readonly PromptProfile[]>
  strategyPools(): Promise<readonly StrategyPool[]>
  /** @param name An id, or the path of a JSON file. */
  promptProfile(name: string): Promise<PromptProfile>
  /** @param name An id, or the path of a JSON file. */
  strategyPool(name: string): Promise<StrategyPool>
}

/** Reads definitions from folders that hold `prompts` and `strategies`; later folders win over earlier ones. */
export function definitionsIn(folders: readonly string[]): Definitions {
  const prompts = collection('prompts', promptProfileSchema, folders)
  const strategies = collection('strategies', strategyPoolSchema, folders)
  return {
    promptProfiles: () => prompts.all(),
    strategyPools: () => strategies.all(),
    promptProfile: (name) => prompts.one(name),
    strategyPool: (name) => strategies.one(name)
  }
}

function collection<T extends { id: string }>(
  kind: string,
  schema: z.ZodType<T>,
  folders: readonly string[]
) {
  async function all(): Promise<T[]> {
    const files = (await Promise.all(folders.map((folder) => jsonFiles(join(folder, kind))))).flat()
    const byId = new Map<string, T>()
    for (const file of files) {
      const definition = await readDefinition(file, schema)
      byId.set(definition.id, definition)
    }
    return [...byId.values()]
  }

  async function one(name: string): Promise<T> {
    if (name.endsWith('.json')) return readDefinition(name, schema)
    const known = await all()
    const found = known.find(({ id }) => id === name)
    if (found) return found
    throw new UserError(
      `There are no ${kind} called "${name}".`,
      `Known: ${known.map(({ id }) => id).join(', ')}. A path that ends in .json is read as a file.`
    )
  }

  return { all, one }
}

async function jsonFiles(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder)
    return names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function readDefinition<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const name = basename(file)
  let content: unknown
  try {
    content = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    const reason = error instanceof SyntaxError ? `is not JSON: ${error.message}` : 'cannot be read'
    throw new UserError(`${name} ${reason}.`, `Check ${file}.`)
  }
  const parsed = schema.safeParse(content)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`
  )
  throw new UserError(`${name} is not valid: ${problems.join('; ')}.`, `Correct ${file}.`)
}
