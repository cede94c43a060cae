import { z } from 'zod'
import { roleSchema } from './cost.ts'
import { growingNames } from './documents/growing.ts'
import { strategySchema } from './strategy-pool.ts'

/** What is done otherwise where an attempt forks off another. */
export const forkChangeSchema = growingNames(
  z.enum([
    /** The target writes the step. */
    'target',
    /** Another seed from there on. */
    'seed',
    /** Another threshold from there on. */
    'threshold',
    /** A person writes the step. */
    'text'
  ])
)
export type ForkChange = z.infer<typeof forkChangeSchema>

/** Where an attempt comes from: a step of a path of another one, and what is done otherwise there. */
export const parentageSchema = z.strictObject({
  run: z.string(),
  attempt: z.int().nonnegative(),
  path: z.int().nonnegative(),
  /** The first step that is not shared. */
  step: z.int().nonnegative(),
  change: forkChangeSchema
})
export type Parentage = z.infer<typeof parentageSchema>

/** All that a forked attempt begins with, so that it can be repeated where its parent is gone. */
export const forkSchema = parentageSchema.extend({
  strategy: strategySchema.nullable(),
  /** Who writes the path's steps. */
  writer: z.enum(['draft', 'target', 'draft-and-target']),
  /** The steps before it as they stand, in order. */
  beginning: z.array(z.strictObject({ author: roleSchema, text: z.string() })),
  /** What a person wrote in the step's place; null where no one did. */
  text: z.string().nullable()
})
export type Fork = z.infer<typeof forkSchema>

/** Where a fork comes from, without what it begins with. */
export function parentageOf({ run, attempt, path, step, change }: Fork): Parentage {
  return { run, attempt, path, step, change }
}
