// Goal: the camera film shows exactly the QR that was given to it, from a matrix and from a PNG.
// Method: a decoder we did not write (zxing-wasm) reads the brightness of the first frame back.
// (Leaving out the quiet zone or swapping width and height turns this red.)
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import encodeQR from 'qr'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { type Picture, pictureOfMatrix } from './picture.ts'
import { readPng } from './png.ts'
import { writeQrVideo } from './y4m.ts'

const TEXT = 'EG1:6BF+70790T9WJWG.FKY*4GO0.O1CV2 ETO3F/N3CE'
const folder = mkdtempSync(join(tmpdir(), 'evergate-y4m-'))

beforeAll(() => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer } })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a matrix becomes a film that a decoder reads', async () => {
  const path = join(folder, 'matrix.y4m')
  writeQrVideo(path, encodeQR(TEXT, 'raw', { border: 1 }))
  expect(await readFrame(path, 0)).toBe(TEXT)
})

test('a PNG becomes the same film', async () => {
  const path = join(folder, 'png.y4m')
  const drawn = pictureOfMatrix(encodeQR(TEXT, 'raw', { border: 1 }))
  const png = writePng(drawn)
  expect(readPng(png).grey).toEqual(drawn.grey)
  writeQrVideo(path, png)
  expect(await readFrame(path, 0)).toBe(TEXT)
})

test('several pictures follow one another, a bare wall between them', async () => {
  const path = join(folder, 'film.y4m')
  writeQrVideo(path, [encodeQR('FIRST', 'raw', { border: 1 }), null, encodeQR('SECOND', 'raw', { border: 1 })], {
    framesEach: 1,
    width: 320,
    height: 240,
  })
  expect([await readFrame(path, 0), await readFrame(path, 1), await readFrame(path, 2)]).toEqual(['FIRST', null, 'SECOND'])
})

async function readFrame(path: string, number: number): Promise<string | null> {
  const file = readFileSync(path)
  const header = file.subarray(0, file.indexOf('\n')).toString('latin1')
  const [, width = 0, height = 0] = (/ W(\d+) H(\d+) /.exec(header) ?? []).map(Number)
  const frameBytes = 'FRAME\n'.length + width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2)
  const start = header.length + 1 + number * frameBytes + 'FRAME\n'.length
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let index = 0; index < width * height; index++) data.fill(file[start + index] ?? 0, index * 4, index * 4 + 3)
  const [found] = await readBarcodes({ width, height, data, colorSpace: 'srgb' } as ImageData, { formats: ['QRCode'] })
  return found?.text ?? null
}

/** A grey PNG whose rows use the filters none, sub, up, average and Paeth in turn, so that the reader meets them all. */
function writePng(picture: Picture): Uint8Array {
  const rows: number[] = []
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : (picture.grey[y * picture.width + x] ?? 0))
  for (let y = 0; y < picture.height; y++) {
    rows.push(y % 5)
    for (let x = 0; x < picture.width; x++) {
      const [left, up, upLeft] = [at(x - 1, y), at(x, y - 1), at(x - 1, y - 1)]
      const guess = left + up - upLeft
      const paeth = [left, up, upLeft].reduce((best, next) => (Math.abs(guess - next) < Math.abs(guess - best) ? next : best))
      rows.push((at(x, y) - ([0, left, up, (left + up) >> 1, paeth][y % 5] ?? 0)) & 0xff)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(picture.width, 0)
  header.writeUInt32BE(picture.height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Uint8Array.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}
