// Goal: every way in which a camera is not to be had is told apart, because each needs another remedy.
// Method: media devices that fail with the names of the standard. (Mapping NotReadableError to no_camera turns a row red.)
import { expect, test } from 'vitest'
import { openCamera } from './camera.ts'

const failing = (name: string): MediaDevices =>
  ({ getUserMedia: () => Promise.reject(new DOMException('', name)) }) as unknown as MediaDevices

test.each([
  ['NotAllowedError', 'not_allowed'],
  ['NotFoundError', 'no_camera'],
  ['OverconstrainedError', 'no_camera'],
  ['NotReadableError', 'camera_busy'],
  ['TypeError', 'not_supported'],
])('%s is %s', async (name, problem) => {
  expect(await openCamera(failing(name))).toEqual({ ok: false, problem })
})

test('a page without media devices (plain http) is told so', async () => {
  expect(await openCamera({} as MediaDevices)).toEqual({ ok: false, problem: 'not_supported' })
})

test('a torch that refuses is off', async () => {
  const track = { getCapabilities: () => ({ torch: true }), applyConstraints: () => Promise.reject(new Error('no')), stop: () => {} }
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] }
  const opened = await openCamera({ getUserMedia: () => Promise.resolve(stream) } as unknown as MediaDevices)
  expect(opened.ok && opened.camera.hasTorch).toBe(true)
  expect(opened.ok && (await opened.camera.setTorch(true))).toBe(false)
})
