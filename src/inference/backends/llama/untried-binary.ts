import { registerHooks } from 'node:module'

/**
 * Read by Node before all else (`--import`) in a process that is there for the engine. node-llama-cpp loads a binary only after
 * a process of its own has loaded it, at each start: a third of what it takes until a model can be loaded. That guards a
 * program from a binary that ends it. Here the program is guarded already: whoever loads the engine is a process whose
 * death costs an attempt and is told in words. So the processor's binary is loaded at once; one for a GPU, which depends
 * on a driver and has the processor to fall back on, is tried as before.
 */
const TRIAL = '/node-llama-cpp/dist/bindings/utils/testBindingBinary.js'
const DECLARED = 'export async function testBindingBinary('
const UNTRIED = `
export function testBindingBinary(binary, backends, gpu, ...more) {
  return gpu === false ? Promise.resolve(true) : tried(binary, backends, gpu, ...more)
}
`

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith(TRIAL)) return loaded
    const { source: read } = loaded
    const source = typeof read === 'string' ? read : new TextDecoder().decode(read ?? undefined)
    // Another release of it may be made otherwise: then everything is tried.
    if (!source.includes(DECLARED)) return loaded
    return { ...loaded, source: source.replace(DECLARED, 'async function tried(') + UNTRIED }
  }
})
