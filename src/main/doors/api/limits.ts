/** What clients of one machine need, with room to spare; beside the limits of the web door, which hold here too. */

/** A problem with everything that belongs to it is text of a few pages. */
export const MAX_BODY_BYTES = 4 * 2 ** 20
/** Requests that wait while one is answered. Evaluations send some ten at once. */
export const MAX_WAITING = 64
/** Attempts that one request may ask for: `n` of each prompt. */
export const MAX_ATTEMPTS = 64
/** Messages of a conversation, and parts of a message: no conversation of a person is as long. */
export const MAX_MESSAGES = 10_000
/** As many as one request of any client names. */
export const MAX_STOPS = 16
/** Characters of one: every piece of an answer is held against each of its beginnings. */
export const MAX_STOP_CHARACTERS = 1000

/** How often a stream that has nothing to say shows that it lives: clients and proxies give up on silence. */
export const KEEP_ALIVE_MS = 5_000
/** A client that reads this much too slowly is cut off. */
export const MAX_BACKLOG_BYTES = 16 * 2 ** 20
/** How long a client may take to read the end of its answer. */
export const DRAIN_MS = 30_000
