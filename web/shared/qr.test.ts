// Goal: what is drawn is what is read, by a decoder we did not write, and a presentation stays within the budget of QR version 13.
// Method: a real pass with the longest allowed hint is presented, drawn, painted into pixels from the SVG path, and read by zxing.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { issuePass, presentPass, publicKeyFromJwk, signerFromKeyPair } from '@evergate/pass'
import { expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { drawQr, type QrDrawing } from './qr.ts'

/** Paints the path's runs (`Mx yhN…`) four pixels a module. */
function paint({ size, path }: QrDrawing) {
  const scale = 4
  const side = size * scale
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = 0; row < scale; row += 1) {
      for (let column = 0; column < Number(length) * scale; column += 1) {
        data.fill(
          0,
          ((Number(y) * scale + row) * side + Number(x) * scale + column) * 4,
          ((Number(y) * scale + row) * side + Number(x) * scale + column) * 4 + 3,
        )
      }
    }
  }
  return { data, width: side, height: side, colorSpace: 'srgb' } as ImageData
}

test('a presented pass is drawn within version 13 and read back to the letter', async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  await prepareZXingModule({
    overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer },
    fireImmediately: true,
  })
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const signer = await signerFromKeyPair(pair)
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const deviceKey = publicKeyFromJwk({ kty: 'EC', crv: 'P-256', x: jwk.x!, y: jwk.y! })
  if (!deviceKey.ok) throw new Error(deviceKey.reason)
  const issuedAt = 1_795_219_200
  const claims = { iss: 'CN-6101', issuedAt, expiresAt: issuedAt + 86_400, family: 1, epoch: 20_778, index: 12_952_907 } as const
  const pass = await issuePass(
    { ...claims, colour: 'yellow', lastNegativeAt: issuedAt - 90_000, displayHint: '欧阳*', deviceKey: deviceKey.value },
    signer,
  )
  if (!pass.ok) throw new Error(pass.reason)
  const text = await presentPass(pass.value, signer, { now: issuedAt + 40_000 })
  if (!text.ok) throw new Error(text.reason)
  const drawing = drawQr(text.value)
  expect(drawing.version).toBeLessThanOrEqual(13)
  const [read] = await readBarcodes(paint(drawing), { formats: ['QRCode'] })
  expect(read?.text).toBe(text.value)
})
