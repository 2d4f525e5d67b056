// Opens the camera that looks away from the person, and says plainly why it cannot. Knows nothing of codes.

export type CameraProblem = 'not_allowed' | 'no_camera' | 'camera_busy' | 'not_supported'

export type CameraOpening = { readonly ok: true; readonly camera: Camera } | { readonly ok: false; readonly problem: CameraProblem }

export interface Camera {
  readonly stream: MediaStream
  readonly hasTorch: boolean
  /** Resolves to whether the torch is on afterwards: some phones offer one and then refuse. */
  setTorch(on: boolean): Promise<boolean>
  close(): void
}

interface TorchCapabilities extends MediaTrackCapabilities {
  readonly torch?: boolean
}

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } },
}

export async function openCamera(devices: MediaDevices | undefined = navigator.mediaDevices): Promise<CameraOpening> {
  if (devices?.getUserMedia === undefined) return { ok: false, problem: 'not_supported' }
  try {
    return { ok: true, camera: cameraOf(await devices.getUserMedia(WANTED)) }
  } catch (error) {
    return { ok: false, problem: problemOf(error) }
  }
}

function cameraOf(stream: MediaStream): Camera {
  const track = stream.getVideoTracks()[0]
  const capabilities: TorchCapabilities = track?.getCapabilities?.() ?? {}
  return {
    stream,
    hasTorch: capabilities.torch === true,
    async setTorch(on) {
      const constraint: MediaTrackConstraintSet & { readonly torch: boolean } = { torch: on }
      try {
        await track?.applyConstraints({ advanced: [constraint] })
        return on
      } catch {
        return false
      }
    },
    close() {
      for (const each of stream.getTracks()) each.stop()
    },
  }
}

/** The names are those of Media Capture and Streams, section 10.2. */
function problemOf(error: unknown): CameraProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'not_allowed'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no_camera'
  if (name === 'NotReadableError' || name === 'AbortError') return 'camera_busy'
  return 'not_supported'
}
