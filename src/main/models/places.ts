import { join } from 'node:path'
import type { ModelOrigin } from '../../shared/model-library.ts'
import { lmStudioFolders } from './lm-studio.ts'

/** A folder in which another program keeps its models, and how. */
export interface Place {
  readonly origin: ModelOrigin
  readonly folder: string
  /** `files`: GGUF files at any depth. `ollama`: manifests that name blobs. */
  readonly layout: 'files' | 'ollama'
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly platform: NodeJS.Platform
}

/** Where the models of other programs are on this machine, whether or not the folders exist. */
export function knownPlaces({ env, home, platform }: Surroundings): readonly Place[] {
  const set = (name: string) => (env[name] === '' ? undefined : env[name])
  const cache = set('XDG_CACHE_HOME') ?? join(home, '.cache')
  const huggingFace = set('HF_HOME') ?? join(cache, 'huggingface')
  return [
    ...lmStudioFolders({ env, home, platform }).map((folder): Place => ({
      origin: 'lm-studio',
      folder,
      layout: 'files'
    })),
    {
      origin: 'ollama',
      folder: set('OLLAMA_MODELS') ?? join(home, '.ollama', 'models'),
      layout: 'ollama'
    },
    ...(platform === 'linux'
      ? // As the service that its installer sets up keeps them.
        [
          {
            origin: 'ollama',
            folder: '/usr/share/ollama/.ollama/models',
            layout: 'ollama'
          } as const
        ]
      : []),
    {
      origin: 'hugging-face',
      folder: set('HF_HUB_CACHE') ?? set('HUGGINGFACE_HUB_CACHE') ?? join(huggingFace, 'hub'),
      layout: 'files'
    },
    {
      origin: 'jan',
      folder: join(janData({ env, home, platform }), 'llamacpp', 'models'),
      layout: 'files'
    },
    {
      origin: 'llama.cpp',
      folder: set('LLAMA_CACHE') ?? join(systemCache({ env, home, platform }), 'llama.cpp'),
      layout: 'files'
    },
    { origin: 'gpt4all', folder: gpt4AllData({ env, home, platform }), layout: 'files' },
    { origin: 'node-llama-cpp', folder: join(home, '.node-llama-cpp', 'models'), layout: 'files' }
  ]
}

/** Where llama.cpp puts what it downloads (`fs_get_cache_directory` in its common.cpp). */
function systemCache({ env, home, platform }: Surroundings): string {
  if (platform === 'darwin') return join(home, 'Library', 'Caches')
  if (platform === 'win32') return env.LOCALAPPDATA ?? join(home, 'AppData', 'Local')
  return env.XDG_CACHE_HOME ?? join(home, '.cache')
}

function gpt4AllData({ env, home, platform }: Surroundings): string {
  if (platform === 'darwin') {
    return join(home, 'Library', 'Application Support', 'nomic.ai', 'GPT4All')
  }
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'nomic.ai', 'GPT4All')
  }
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'nomic.ai', 'GPT4All')
}

function janData({ env, home, platform }: Surroundings): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Jan', 'data')
  if (platform === 'win32') {
    return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Jan', 'data')
  }
  return join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'Jan', 'data')
}
