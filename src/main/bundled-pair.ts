import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const fileSchema = z.strictObject({ file: z.string(), sha256: z.string() })

const bundledPairSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  target: fileSchema,
  draft: fileSchema,
  /** Ids of the prompt profile and strategy pool that the pair was trained on. */
  prompts: z.string(),
  strategies: z.string()
})

/** The pair that comes with the program. */
export interface BundledPair {
  readonly name: string
  readonly target: string
  readonly draft: string
  readonly prompts: string
  readonly strategies: string
}

/** Reads which files the bundled pair consists of, from `models/pair.json` in the resources. */
export async function bundledPair(resources: string): Promise<BundledPair> {
  const folder = join(resources, 'models')
  const content: unknown = JSON.parse(await readFile(join(folder, 'pair.json'), 'utf8'))
  const { name, target, draft, prompts, strategies } = bundledPairSchema.parse(content)
  return {
    name,
    target: join(folder, target.file),
    draft: join(folder, draft.file),
    prompts,
    strategies
  }
}
