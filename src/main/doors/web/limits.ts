/**
 * What one machine's browser needs, with room to spare, and no more. Whoever can reach the port without knowing the
 * address (another person's program on this machine, a page of another site) can then cost neither memory nor the
 * door itself.
 */

/** A browser opens six connections to a host and one socket a page; the rest is for pages that are reloaded. */
export const MAX_CONNECTIONS = 256
/** Nobody has so many windows on one program. */
export const MAX_PAGES = 16

/** Cookies ignore ports: those of every program on this machine arrive here, so there is room for more than ours. */
export const MAX_HEADER_BYTES = 16 * 2 ** 10
/** A request comes from this machine: whoever needs longer for its headers is keeping a connection busy. */
export const HEADERS_TIMEOUT_MS = 5_000
/** How often the slow are looked for. */
export const SLOW_CHECK_MS = 2_000

/** How long a page that is sent away may take to say goodbye. */
export const GOODBYE_MS = 5_000

/** The largest call: a problem whose fields are as long as an import takes them. Files come in parts. */
export const MAX_CALL_BYTES = 128 * 2 ** 20
/** The largest call is large by one long text; this many brackets and commas would be gigabytes of objects. */
export const MAX_CALL_PARTS = 1_000_000
/** A page that reads this much too slowly is cut off; it reconnects and asks for the state anew. */
export const MAX_BACKLOG_BYTES = 64 * 2 ** 20

/** A page that has asked for more than this at once is read on when something was answered. */
export const MAX_CALLS_AT_ONCE = 32
/** A hand on a slider makes sixty calls a second; whoever calls oftener is read more slowly. */
export const CALLS_A_SECOND = 200
