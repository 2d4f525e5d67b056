// Goal: the console carries the mark that all apps share. Method: its file is held against the drawing the others are made from.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drawSvg } from '../../shared/icon/icon-shapes.mjs'

it('is the shared mark', () => {
  const file = readFileSync(new URL('mark.svg', import.meta.url), 'utf8')
  expect(file.replace('<title>Evergate</title>', '')).toBe(drawSvg())
})
