import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

// The licences of what the program ships: its production dependencies, and the packages that are built into the page.

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i

/**
 * @param {string} root folder of package.json
 * @param {Iterable<string>} built paths of files that were built into the page
 * @returns {{name: string, version: string, licence: string, text: string}[]} by name, each package once
 */
export function collectLicences(root, built) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  // Those for other platforms are not installed, and not shipped from here.
  const places = new Set(
    productionPlaces(lock).filter((place) => existsSync(join(root, place, 'package.json')))
  )
  for (const file of built) {
    const place = placeOf(root, file)
    if (place !== null) places.add(place)
  }
  const entries = [...places].map((place) => describe(join(root, place)))
  const byName = new Map(entries.map((entry) => [`${entry.name}@${entry.version}`, entry]))
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** Where npm puts each production dependency, those for other platforms included. */
export function productionPlaces(lock) {
  return Object.entries(lock.packages)
    .filter(([place, { dev }]) => place !== '' && dev !== true)
    .map(([place]) => place)
}

/** The package that a file belongs to: "node_modules/katex"; null where it is the program's own. */
function placeOf(root, file) {
  const path = file.replace(/^\0/, '').split('?')[0]
  if (!path.startsWith(join(root, 'node_modules') + sep)) return null
  let folder = dirname(path)
  while (!isPackage(folder)) folder = dirname(folder)
  return folder.slice(root.length).split(sep).filter(Boolean).join('/')
}

/** Folders within a package may have a package.json too, but no name and version in it. */
function isPackage(folder) {
  const manifest = readManifest(folder)
  return Boolean(manifest?.name && manifest.version)
}

function readManifest(folder) {
  const path = join(folder, 'package.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

function describe(folder) {
  const { name, version, license } = readManifest(folder)
  const licence = typeof license === 'string' ? license : license?.type
  return { name, version, licence: licence ?? 'see its text', text: licenceText(folder) }
}

function licenceText(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((file) => file.isFile() && LICENCE_FILE.test(file.name))
    .map(({ name }) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n')
}
