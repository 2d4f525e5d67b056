/**
 * How load is met. Known to the configuration and to whoever builds what it names.
 */

/** `full` is ours; the others are what servers usually do, to be compared with. */
export const admissionModes = ['full', 'none', 'fixed-rate', 'under-pressure'] as const

/** One of `admissionModes`. */
export type AdmissionMode = (typeof admissionModes)[number]
