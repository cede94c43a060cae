import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { collectLicences } from './scripts/licences.mjs'

const sources = resolve('src')

/**
 * Sources start their processes and threads by the address of a `.ts` file beside them. The build keeps the tree of
 * the sources, so that only the extension differs.
 */
function startedFiles(): Plugin {
  return {
    name: 'started-files',
    renderChunk(code) {
      return code.replaceAll(/(new URL\(\s*["'][^"']+)\.ts(["'],\s*import\.meta\.url)/g, '$1.js$2')
    }
  }
}

/** Writes down whose work is shipped: what runs beside the build, and what is built into the page. */
function licences(): Plugin {
  return {
    name: 'licences',
    writeBundle() {
      // Styles are taken in by the style sheet's own compiler, which names no modules.
      const built = [...this.getModuleIds(), resolve('node_modules/tailwindcss/index.css')]
      const list = collectLicences(import.meta.dirname, built)
      writeFileSync(resolve('out/licences.json'), `${JSON.stringify(list, null, 1)}\n`)
    }
  }
}

/** The doors, and every file that is started as a process or thread of its own. */
const entries = [
  'main/index.ts',
  'main/web.ts',
  'main/cli.ts',
  'main/grading/grading-worker.ts',
  'main/problem-sets/import-process.ts',
  'main/reading/reading-worker.ts',
  'main/store/backups/backup-worker.ts',
  'main/store/store-process.ts',
  'inference/process.ts',
  'inference/backends/llama/inspect-process.ts',
  'inference/backends/llama/untried-binary.ts'
]

export default defineConfig({
  main: {
    plugins: [startedFiles()],
    build: {
      // out/main and out/inference: as deep as src/main and src/inference, so that relative addresses hold.
      outDir: 'out',
      target: 'node24',
      lib: { entry: entries.map((entry) => join(sources, entry)), formats: ['es'] },
      rollupOptions: {
        output: {
          preserveModules: true,
          preserveModulesRoot: sources,
          entryFileNames: '[name].js'
        }
      }
    }
  },
  preload: {
    build: {
      // A sandboxed preload script is one CommonJS file: nothing can be required beside it.
      externalizeDeps: false,
      outDir: 'out/preload',
      lib: { entry: join(sources, 'preload/index.ts'), formats: ['cjs'] },
      rollupOptions: { output: { entryFileNames: '[name].cjs' } }
    }
  },
  renderer: {
    root: 'src/renderer',
    plugins: [tailwindcss(), svelte({ configFile: resolve('svelte.config.js') }), licences()],
    build: {
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // The page's policy allows fonts from its own origin, not from data: addresses.
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: resolve('src/renderer/index.html') } }
    }
  }
})
