#!/usr/bin/env node
// Completes package-lock.json with the optional platform packages that a registry did not list.
//
// `npm ci` refuses a lock file that names an optional dependency without an entry of its own, which
// happens when the registry at hand lacks a package's mac or Windows siblings at that version. The
// entries written here carry version, os and cpu, so that npm skips them where they do not apply and
// fetches them by version where they do.
//
//   node scripts/complete-lock.mjs [--check] [package-lock.json]

import { readFileSync, writeFileSync } from 'node:fs'

const OPERATING_SYSTEMS = [
  [/darwin|mac/, 'darwin'],
  [/android/, 'android'],
  [/freebsd/, 'freebsd'],
  [/openharmony/, 'openharmony'],
  [/win/, 'win32'],
  [/linux/, 'linux']
]
const PROCESSORS = ['loong64', 'arm64', 'x64', 'ia32', 'riscv64', 'ppc64', 's390x', 'wasm32', 'arm']

function platformOf(packageName) {
  const name = packageName.split('/').pop()
  const os = OPERATING_SYSTEMS.find(([pattern]) => pattern.test(name))?.[1]
  const cpu = PROCESSORS.find((processor) => name.includes(processor))
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }) }
}

/** Every place from which Node would resolve `name` when required by the package at `path`. */
function resolutionPaths(path, name) {
  const parents = path
    .split('/node_modules/')
    .map((_, depth, parts) => parts.slice(0, depth + 1).join('/node_modules/'))
  return ['', ...parents].map((parent) => `${parent && `${parent}/`}node_modules/${name}`)
}

const arguments_ = process.argv.slice(2)
const checkOnly = arguments_.includes('--check')
const file = arguments_.find((argument) => !argument.startsWith('--')) ?? 'package-lock.json'
const lock = JSON.parse(readFileSync(file, 'utf8'))
const missing = []

for (const [path, entry] of Object.entries(lock.packages)) {
  if (!path) continue
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolutionPaths(path, name).some((candidate) => lock.packages[candidate])) continue
    missing.push(name)
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[~^]/, ''),
      ...platformOf(name),
      ...(entry.dev && { dev: true }),
      optional: true
    }
  }
}

if (checkOnly && missing.length > 0) {
  console.error(`${file} lacks ${missing.join(', ')}. Run: node scripts/complete-lock.mjs`)
  process.exit(1)
}
if (!checkOnly && missing.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(missing.length === 0 ? `${file} is complete` : `${file}: added ${missing.join(', ')}`)
