/**
 * Door of the staff slice. Other slices know its actors; only the composition root knows the rest.
 */
export { createDemoStaff, type DemoAccount } from './demo-staff.command.ts'
export { readStaffNames } from './own-account.query.ts'
export type { ScannerActor } from './scanner.ts'
export { readScannerLabels, type ScannerLabel } from './scanner-labels.query.ts'
export { type StaffDeps, staffSlice } from './staff.slice.ts'
export { assertStaff, type StaffActor } from './staff-role.ts'
