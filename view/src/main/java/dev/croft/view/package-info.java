/**
 * Fields on a map. {@link dev.croft.view.MapSite} gathers what the page needs, of an archive or of published years, and finds what is wrong
 * with it; {@link dev.croft.view.MapServer} serves it on loopback, by ranges of bytes; {@link dev.croft.view.ViewPage} is the page itself,
 * which needs no server of ours. The page's own source is in {@code src/main/web}. Begin with {@code MapSite}.
 */
package dev.croft.view;
