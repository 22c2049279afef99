package dev.croft.tiling;

/**
 * What people are told about an archive.
 *
 * @param name short; by default the name of the file
 * @param attribution who is to be credited, may hold HTML; empty for none
 * @param description what it shows; empty for none
 */
public record ArchiveTitle(String name, String attribution, String description) {}
