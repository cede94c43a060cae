import { z } from 'zod'
import { MAX_MESSAGES } from './limits.ts'
import { listOf } from './list-of.ts'

const partSchema = z.object({
  type: z.literal('text', 'Tandem reads text only, no images, sounds or files'),
  text: z.string()
})

const contentSchema = z
  .union(
    [z.string(), listOf(partSchema, { most: MAX_MESSAGES })],
    'must be text, or a list of parts of type "text"'
  )
  .transform((content) =>
    typeof content === 'string' ? content : content.map(({ text }) => text).join('\n')
  )

/** One message of a conversation. What the models said before is no part of a problem. */
const messageSchema = z.object({
  role: z.enum(
    ['system', 'developer', 'user'],
    'Tandem solves one problem at a time and reads no earlier answers: send messages of the roles "system", "developer" and "user" only'
  ),
  content: contentSchema
})

/** A conversation as the one problem that is solved: its texts in their order. */
export const messagesSchema = listOf(messageSchema, { least: 1, most: MAX_MESSAGES })
  .refine((messages) => messages.at(-1)?.role === 'user', "the last message must be the user's")
  .transform((messages) =>
    messages
      .map(({ content }) => content.trim())
      .join('\n\n')
      .trim()
  )
  .refine((problem) => problem !== '', 'there is no problem in it')
