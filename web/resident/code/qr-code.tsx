/** The renewing QR of one pass, as a drawing. Must not choose the pass. */
import { useEffect, useState } from 'preact/hooks'
import { fromBase64url } from '../../shared/base64url.ts'
import type { DeviceKey } from '../../shared/device-key.ts'
import { renewQr, type ShownQr } from './renewing-qr.ts'
import { sayCode } from './words.ts'

export function QrCode({ pass, deviceKey, label }: { pass: string; deviceKey: DeviceKey; label: string }) {
  const [qr, setQr] = useState<ShownQr | null>(null)
  useEffect(() => {
    setQr(null)
    return renewQr(fromBase64url(pass) ?? new Uint8Array(), deviceKey, setQr)
  }, [pass, deviceKey])
  if (qr === null) return <div class="code-qr quiet">{sayCode('qrDrawing')}</div>
  if ('broken' in qr) return <div class="code-qr field-problem">{sayCode('qrBroken')}</div>
  const { size, path } = qr.drawing
  return (
    <div class="code-qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
        <path fill="#000" d={path} />
      </svg>
    </div>
  )
}
