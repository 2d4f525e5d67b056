// Keeps the screen on while a desk is open: a gate must not fall asleep between two people. Where the browser cannot, nothing is lost.
import { useStart } from './use-start.ts'

export function useStayAwake(): void {
  useStart(() => {
    let closed = false
    let lock: WakeLockSentinel | null = null
    const ask = async (): Promise<void> => {
      if (document.hidden || !('wakeLock' in navigator)) return
      // Refused when the battery is low; the browser lets go by itself when the page is hidden.
      const got = await navigator.wakeLock.request('screen').catch(() => null)
      if (closed) void got?.release()
      else lock = got
    }
    const onVisible = (): void => void ask()
    document.addEventListener('visibilitychange', onVisible)
    void ask()
    return () => {
      closed = true
      document.removeEventListener('visibilitychange', onVisible)
      void lock?.release()
    }
  })
}
