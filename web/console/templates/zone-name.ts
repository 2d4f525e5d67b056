/** An offset from UTC as it is written: `+08:00`. Pure. */
export function zoneName(minutes: number): string {
  const whole = Math.abs(minutes)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(whole / 60))}:${two(whole % 60)}`
}
