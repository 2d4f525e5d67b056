// Holds every import against .dependency-cruiser.cjs. Must not trust a clean answer about few modules: the count of modules is part of the check.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { root } from './paths.mjs'
import { sourceFiles } from './source-files.mjs'

const cruised = ['packages', 'server', 'web', 'simulator']

/** Prints what was inspected and every violation; resolves to 0 when all is well. */
export async function checkBoundaries() {
  const { modulesOurs, dependencies, violations } = await cruiseFolder(root, cruised)
  const missed = sourceFiles(root, cruised).filter((file) => !modulesOurs.has(file))
  for (const violation of violations) console.error(`  ${violation}`)
  for (const file of missed) console.error(`  not inspected: ${file}`)
  console.log(`  ${modulesOurs.size} modules and ${dependencies} dependencies inspected, ${violations.length} violations.`)
  return violations.length === 0 && missed.length === 0 && modulesOurs.size > 0 ? 0 : 1
}

/**
 * Cruises a tree that is laid out like this repository.
 * @param {string} folder absolute
 * @param {string[]} paths relative to folder
 */
export async function cruiseFolder(folder, paths) {
  const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'))
  const { output } = await cruise(paths, { ...options, baseDir: folder, ruleSet: { forbidden }, validate: true })
  if (typeof output === 'string') throw new Error('dependency-cruiser answered in text where a result was asked for')
  return {
    modulesOurs: new Set(output.modules.map((module) => module.source).filter((source) => !source.includes('node_modules'))),
    dependencies: output.summary.totalDependenciesCruised ?? 0,
    violations: output.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`),
  }
}
