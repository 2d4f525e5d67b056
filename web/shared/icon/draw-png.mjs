/** Turns the icon's shapes into PNG bytes (8-bit RGB, RFC 2083) with nothing but zlib; edges are smoothed by 4 x 4 samples a pixel. Knows no other picture. */
import { crc32, deflateSync } from 'node:zlib'
import { colourAt } from './icon-shapes.mjs'

const samples = 4

export function drawPng(side) {
  const rows = Buffer.alloc((side * 3 + 1) * side)
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) rows.set(pixel(x, y, side), y * (side * 3 + 1) + 1 + x * 3)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function pixel(x, y, side) {
  const sum = [0, 0, 0]
  for (let step = 0; step < samples ** 2; step += 1) {
    const dx = ((step % samples) + 0.5) / samples
    const dy = (Math.floor(step / samples) + 0.5) / samples
    const colour = colourAt(((x + dx) * 512) / side, ((y + dy) * 512) / side)
    for (let part = 0; part < 3; part += 1) sum[part] += colour[part]
  }
  return sum.map((value) => Math.round(value / samples ** 2))
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
