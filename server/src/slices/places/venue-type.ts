/**
 * Types of venues: those for which the signed venue policies have rules. Pure.
 */
export const venueTypes = ['workplace', 'shop', 'station', 'bus', 'school', 'compound', 'hospital', 'emergency'] as const

export type VenueType = (typeof venueTypes)[number]
