/**
 * Whether a file is whole: quick checks that read little and find what a killed copy or a full disk leaves behind. Begin with
 * {@link dev.croft.core.validation.FileValidation}.
 */
package dev.croft.core.validation;
