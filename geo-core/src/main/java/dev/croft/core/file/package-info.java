/**
 * Which format a file has, asked before any format is opened; knows none of them. Begin with
 * {@link dev.croft.core.file.FileKind}.
 */
package dev.croft.core.file;
