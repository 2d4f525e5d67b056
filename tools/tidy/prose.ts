// What is written stays true: no trace of the machine it was written on, no dead link, no command that does not exist. Must not follow links to the net.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Rule, Source } from './source.ts'

// Put together from parts, so that this file does not break its own rule.
const homes = ['work', 'root', 'farm', 'home/\\w+', 'Users/\\w+', 'tmp/evergate'].join('|')
const machinePath = new RegExp(`(?<![\\w.*\\])}-])/(?:${homes})/`, 'g')
const registryHost = new RegExp(['registry\\.npm', 'deb\\.debian', 'security\\.debian'].join('|'), 'g')

/** Paths of one machine and hosts of package registries. */
export const machineTraces: Rule = ({ path, text }) =>
  text.split('\n').flatMap((line, index) => {
    const found = [...(line.match(machinePath) ?? []), ...(line.match(registryHost) ?? [])]
    return found.map((trace) => `${path}:${index + 1} names ${trace}`)
  })

/** Links in Markdown to files that are not there. */
export function deadLinks(root: string): Rule {
  return ({ path, text }) => {
    if (!path.endsWith('.md')) return []
    const targets = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
    const files = targets.filter((target) => !/^(?:[a-z]+:|#)/.test(target)).map((target) => decodeURI(target.replace(/#.*/, '')))
    return files
      .filter((file) => !existsSync(join(root, dirname(path), file)))
      .map((file) => `${path}:1 links to ${file}, which is not there`)
  }
}

/** npm scripts named in Markdown that no package.json has. */
export function unknownScripts(sources: readonly Source[]): Rule {
  const packages = sources.filter(({ path }) => /(?:^|\/)package\.json$/.test(path)).map(({ text }) => JSON.parse(text))
  const scripts = new Set(packages.flatMap((content: { scripts?: object }) => Object.keys(content.scripts ?? {})))
  return ({ path, text }) => {
    if (!path.endsWith('.md')) return []
    const named = [...text.matchAll(/\bnpm (?:run ((?:--?[\w=-]+ )*)([a-z][\w:-]*)|(start|test)\b)/g)].map(
      (match) => match[2] ?? match[3] ?? '',
    )
    return named.filter((name) => !scripts.has(name)).map((name) => `${path}:1 names npm script '${name}', which no package.json has`)
  }
}

function withoutCode(markdown: string): string {
  return markdown.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '')
}
