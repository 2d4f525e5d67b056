/**
 * Door of the passes slice: keys, passes, and the signed files that carry the city's colours.
 */
export { passesSlice, publicFolderLoops } from './passes.slice.ts'
export { createPassesOptions, type PassesOptions } from './passes-options.ts'
export type { Region } from './region.ts'
export { type PassRefusal, resolvePass, resolvePasses } from './resolve-pass.query.ts'
export { readRootKey, readRootThumbprint } from './root-key.query.ts'
export { keepTrust } from './trust.command.ts'
