/**
 * Goal: whoever starts a server without our protection against overload is told so, and nobody else. Method: the welcome of each mode, as lines.
 */
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { admissionModes } from './platform/admission/mode.ts'
import { printWelcome } from './welcome.ts'

test.each(admissionModes)('the welcome with --admission %s', (mode) => {
  const lines: string[] = []
  const config = readConfig(['--admission', mode], {})
  printWelcome({ say: (line) => void lines.push(line), url: 'http://localhost', config, accounts: [] })
  const warnings = lines.filter((line) => line.includes('WARNING'))
  if (mode === 'full') expect(warnings).toEqual([])
  else expect(warnings).toEqual([expect.stringMatching(new RegExp(`--admission ${mode}: .*never for service`))])
})
