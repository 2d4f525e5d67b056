// Reads the PNG files our tests meet: screenshots by Chromium and pages rasterised from our PDF
// (eight bits a channel, not interlaced). Source: W3C PNG, third edition. Not a general PNG reader.
import { inflateSync } from 'node:zlib'
import type { Picture } from './picture.ts'

const CHANNELS_BY_COLOUR_TYPE: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 }
const SIGNATURE = '89504e470d0a1a0a'

/** Decodes to grey. Throws an Error that names what is unusual about the file: a test wants to hear it. */
export function readPng(bytes: Uint8Array): Picture {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.subarray(0, 8).toString('hex') !== SIGNATURE) throw new Error('not a PNG file')
  const parts: Buffer[] = []
  let header: Buffer | undefined
  for (let at = 8; at + 8 <= file.length; ) {
    const length = file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    const data = file.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') header = data
    if (type === 'IDAT') parts.push(data)
    at += 12 + length
  }
  if (header === undefined) throw new Error('PNG without a header')
  const channels = CHANNELS_BY_COLOUR_TYPE[header[9] ?? -1]
  if (channels === undefined || header[8] !== 8 || header[12] !== 0)
    throw new Error('PNG with a palette, interlaced, or not eight bits deep')
  const width = header.readUInt32BE(0)
  const height = header.readUInt32BE(4)
  return { width, height, grey: toGrey(unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels), channels) }
}

/** Undoes the five scanline filters (PNG section 9). */
function unfilter(raw: Uint8Array, rowBytes: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (rowBytes + 1)] ?? 0
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x
      const left = x >= channels ? (out[at - channels] ?? 0) : 0
      const up = y > 0 ? (out[at - rowBytes] ?? 0) : 0
      const upLeft = x >= channels && y > 0 ? (out[at - rowBytes - channels] ?? 0) : 0
      out[at] = (raw[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, up, upLeft)
    }
  }
  return out
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  return filter === 4 ? paeth(left, up, upLeft) : 0
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft
  const toLeft = Math.abs(guess - left)
  const toUp = Math.abs(guess - up)
  const toUpLeft = Math.abs(guess - upLeft)
  if (toLeft <= toUp && toLeft <= toUpLeft) return left
  return toUp <= toUpLeft ? up : upLeft
}

/** Rec. 601 luma; transparent pixels are seen on white. */
function toGrey(pixels: Uint8Array, channels: number): Uint8Array {
  const grey = new Uint8Array(pixels.length / channels)
  for (let index = 0; index < grey.length; index++) {
    const at = index * channels
    const [first, second, third] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0]
    const luma = channels < 3 ? first : 0.299 * first + 0.587 * second + 0.114 * third
    const alpha = channels === 2 ? second / 255 : channels === 4 ? (pixels[at + 3] ?? 255) / 255 : 1
    grey[index] = Math.round(luma * alpha + 255 * (1 - alpha))
  }
  return grey
}
