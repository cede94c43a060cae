import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2'
}

export interface PageFile {
  readonly body: Buffer<ArrayBuffer>
  readonly type: string
}

/** Reads a file of the page by the path of its URL; null for whatever lies outside the folder or is not there. */
export async function readPageFile(folder: string, urlPath: string): Promise<PageFile | null> {
  const relative = decode(urlPath === '/' ? '/index.html' : urlPath)
  if (relative === null) return null
  const file = normalize(join(folder, relative))
  const type = TYPES[extname(file)]
  if (!file.startsWith(folder + sep) || type === undefined) return null
  try {
    return { body: await readFile(file), type }
  } catch {
    return null
  }
}

function decode(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath)
    return path.includes('\0') ? null : path
  } catch {
    return null
  }
}
