// Goal: a phone's own detector is used only where it works, and one that breaks while working is replaced without anybody noticing.
// Method: detectors that lie and decoders that throw. (Not asking getSupportedFormats turns the second test red.)
import { expect, test } from 'vitest'
import { withFallback } from './decoder.ts'
import type { Decoder, Frame } from './frame.ts'
import { cropOf, FRAME_SIDE_MAX } from './frame-grabber.ts'
import { makeNativeDecoder } from './native-decoder.ts'

const frame: Frame = { width: 1, height: 1, rgba: new Uint8ClampedArray(4) }

function detectorScope(formats: readonly string[] | Error): object {
  return {
    BarcodeDetector: Object.assign(function Detector() {}, {
      getSupportedFormats: () => (formats instanceof Error ? Promise.reject(formats) : Promise.resolve(formats)),
    }),
  }
}

test('no class, no service behind it, or not our kinds: no native decoder', async () => {
  expect(await makeNativeDecoder(['qr'], {})).toBeNull()
  expect(await makeNativeDecoder(['qr'], detectorScope([]))).toBeNull()
  expect(await makeNativeDecoder(['qr'], detectorScope(new Error('no service')))).toBeNull()
  expect(await makeNativeDecoder(['qr', 'code_128'], detectorScope(['qr_code']))).toBeNull()
})

test('a detector for all our kinds is used', async () => {
  expect((await makeNativeDecoder(['qr'], detectorScope(['aztec', 'qr_code'])))?.name).toBe('barcode_detector')
})

test('a decoder that breaks is replaced once, and the frame it broke on is skipped', async () => {
  let made = 0
  const broken: Decoder = { name: 'barcode_detector', decode: () => Promise.reject(new Error('gone')), close: () => {} }
  const decoder = withFallback(broken, () => {
    made += 1
    return { name: 'zxing', decode: () => Promise.resolve('TEXT'), close: () => {} }
  })
  expect(await decoder.decode(frame)).toBeNull()
  expect(await decoder.decode(frame)).toBe('TEXT')
  expect(decoder.name).toBe('zxing')
  expect(made).toBe(1)
})

test('the replacement’s own failure is not hidden', async () => {
  const failing = (name: Decoder['name']): Decoder => ({ name, decode: () => Promise.reject(new Error(name)), close: () => {} })
  const decoder = withFallback(failing('barcode_detector'), () => failing('zxing'))
  await decoder.decode(frame)
  await expect(decoder.decode(frame)).rejects.toThrow('zxing')
})

test('the middle square is looked at, large enough to read and small enough to be fast', () => {
  expect(cropOf(1280, 720)).toEqual({ left: 280, top: 0, side: 720, drawn: 720 })
  expect(cropOf(1080, 1920)).toEqual({ left: 0, top: 420, side: 1080, drawn: FRAME_SIDE_MAX })
})
