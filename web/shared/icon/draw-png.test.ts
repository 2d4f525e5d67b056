// Goal: the PNG files a phone puts on its home screen are sound and show the gate of the SVG.
// Method: chunks are walked and checked against their sums, pixels inflated and compared with the shapes. (A wrong sum or filter byte turns it red.)
import { crc32, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { drawPng } from './draw-png.mjs'
import { colourAt, drawSvg } from './icon-shapes.mjs'

test('every chunk has its right sum, and the pixels are those of the shapes', () => {
  const side = 64
  const png = drawPng(side)
  const parts = new Map<string, Buffer>()
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)))
    parts.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  expect([...parts.keys()]).toEqual(['IHDR', 'IDAT', 'IEND'])
  const rows = inflateSync(parts.get('IDAT')!)
  expect(rows).toHaveLength((side * 3 + 1) * side)
  for (const [x, y] of [
    [1, 1],
    [32, 15],
    [32, 31],
    [32, 42],
    [18, 40],
    [62, 62],
  ] as const) {
    const at = y * (side * 3 + 1) + 1 + x * 3
    expect([...rows.subarray(at, at + 3)]).toEqual(colourAt((x + 0.5) * 8, (y + 0.5) * 8))
  }
})

test('the SVG draws each shape once and stands alone', () => {
  expect(drawSvg().match(/<(?:rect|circle) /g)).toHaveLength(8)
  expect(drawSvg()).toContain('xmlns=')
})
