// Goal: what we draw, readers that we did not write can read.
// Method: every code of the vectors drawn as an image and read by zbarimg where it is installed, else by zxing-wasm.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import encodeQR from 'qr'
import { afterAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { makeVectors } from '../testing/make-vectors.ts'

const SCALE = 4
const BORDER = 4
const folder = mkdtempSync(join(tmpdir(), 'evergate-qr-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { presentation } = (await makeVectors()) as { presentation: { phone: { text: string }[]; paper: { text: string } } }
const texts = [...presentation.phone.map((each) => each.text), presentation.paper.text]
const hasZbar = spawnSync('zbarimg', ['--version']).status === 0

/** Grey pixels of the drawn code, row by row. */
function draw(text: string): { width: number; pixels: Uint8Array } {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', encoding: 'alphanumeric', border: BORDER })
  const width = modules.length * SCALE
  const pixels = new Uint8Array(width * width)
  for (let i = 0; i < pixels.length; i++) {
    const row = modules[Math.floor(i / width / SCALE)]
    pixels[i] = row?.[Math.floor((i % width) / SCALE)] ? 0 : 255
  }
  return { width, pixels }
}

/** The same as a picture file every reader knows (PGM). */
function drawFile(text: string): Uint8Array {
  const { width, pixels } = draw(text)
  return Buffer.concat([Buffer.from(`P5\n${width} ${width}\n255\n`, 'ascii'), pixels])
}

test.skipIf(hasZbar)('NOTICE: zbarimg is not installed, zxing-wasm alone reads the codes', ({ skip }) => skip())

describe.runIf(hasZbar)('zbarimg', () => {
  test.each(texts)('%s', (text) => {
    const path = join(folder, 'code.pgm')
    writeFileSync(path, drawFile(text))
    expect(execFileSync('zbarimg', ['--quiet', '--raw', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd()).toBe(
      text,
    )
  })
})

describe('zxing-wasm', () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer } })

  test.each(texts)('%s', async (text) => {
    const { width, pixels } = draw(text)
    const data = new Uint8ClampedArray(pixels.length * 4)
    for (const [i, grey] of pixels.entries()) data.set([grey, grey, grey, 255], i * 4)
    const found = await readBarcodes({ width, height: width, data, colorSpace: 'srgb' } as ImageData, { formats: ['QRCode'] })
    expect(found.map((each) => each.text)).toEqual([text])
  })
})
