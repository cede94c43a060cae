// Imported by eslint.config.js before the parser of Svelte: what that reads once, when it is loaded.

// TypeScript reads every component as the code that the parser makes of it. Without, each component that is linted differs
// from what TypeScript has read, and all types are worked out anew for each: four times as long, and without the types of
// what components hand to each other.
process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1'
