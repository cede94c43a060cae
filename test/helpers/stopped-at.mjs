import { createRequire, syncBuiltinESMExports } from 'node:module'

/**
 * Preloaded into a program: it gets a Ctrl-C the moment that it first calls the function of Node that TANDEM_TEST_STOP_AT
 * names, such as "fs.createReadStream".
 */

const [module, name] = process.env.TANDEM_TEST_STOP_AT.split('.')
const exports = createRequire(import.meta.url)(`node:${module}`)
const called = exports[name]

function replaceBy(other) {
  exports[name] = other
  syncBuiltinESMExports()
}
replaceBy((...given) => {
  replaceBy(called)
  process.kill(process.pid, 'SIGINT')
  return called(...given)
})
