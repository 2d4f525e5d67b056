// Where the repository is, wherever it was cloned to. Must not depend on the working directory.
import { fileURLToPath } from 'node:url'

/** The root folder of the repository, absolute, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** What Node needs to run our TypeScript from its source (docs/adr/0004-typescript-source-by-export-condition.md). */
export const sourceFlags = ['--conditions=evergate-source', '--import', 'tsx']
