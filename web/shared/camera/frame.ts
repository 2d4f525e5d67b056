// What passes between the camera, the decoder and its worker. Types only: no behaviour.

/** Symbologies the apps read: passes are QR codes, tube labels are mostly Code 128. */
export type CodeKind = 'qr' | 'code_128' | 'code_39' | 'data_matrix'

/** One picture as a canvas hands it over, with a buffer of its own so that it can be moved to a worker without a copy. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
}

/** Finds the first code in what it is shown; null where there is none. */
export interface Decoder {
  readonly name: 'barcode_detector' | 'zxing'
  decode(frame: Frame): Promise<string | null>
  close(): void
}

export interface DecodeRequest extends Frame {
  readonly requestId: number
  readonly kinds: readonly CodeKind[]
}

export type DecodeAnswer =
  | { readonly requestId: number; readonly text: string | null }
  | { readonly requestId: number; readonly failed: string }
