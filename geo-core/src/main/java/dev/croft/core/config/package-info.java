/**
 * The one configuration file of Croft: which sections and keys there are, what they hold, and where each value came from.
 * Begin with {@link dev.croft.core.config.Configuration}; other small YAML files are read by
 * {@link dev.croft.core.config.YamlSection} too.
 */
package dev.croft.core.config;
