// Plain JavaScript that any Node can parse, so that the wrong Node gets advice and not a stack trace.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// The language of Node 24. And better-sqlite3's prebuilt addon needs Node-API 10: on older Nodes it does not fail, it
// crashes.
const NODE_NEEDED = 24
const NODE_API_NEEDED = 10

/** What the program was built of; the npm package has none. */
const SOURCE = new URL('../src/main/cli.ts', import.meta.url)
/** The npm package "node" as it is unpacked, and the Node that its script fetches into it. */
const NODE_PACKAGE = new URL('../node_modules/node/package.json', import.meta.url)
const NODE_OF_PROJECT = new URL('../node_modules/.bin/node', import.meta.url)

/** Why this Node cannot run Tandem, and what to do, in words; null where it can. */
export function whyNotThisNode() {
  const { node, napi } = process.versions
  if (Number.parseInt(node, 10) >= NODE_NEEDED && Number(napi) >= NODE_API_NEEDED) return null
  return `tandem needs Node ${NODE_NEEDED} or newer, and this is Node ${node}.\n${howToGetIt()}`
}

function howToGetIt() {
  if (!isThere(SOURCE)) {
    return (
      'Install it from https://nodejs.org, or run this with: npx --package=node@24 -- node ' +
      JSON.stringify(process.argv[1])
    )
  }
  if (isThere(NODE_PACKAGE) && !isThere(NODE_OF_PROJECT)) {
    return (
      'The project brings its own, which was not fetched since npm ran no scripts ("ignore-scripts"). Fetch it, in the ' +
      'project folder, with: npm rebuild node --ignore-scripts=false'
    )
  }
  return (
    'It comes with the project: run "npm ci" in the project folder, then start it through "npx tandem" or an npm script,\n' +
    'which find the Node that was installed there (the npm package "node").'
  )
}

function isThere(place) {
  return existsSync(fileURLToPath(place))
}
