package dev.croft.view;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Paths of addresses, each in one form, so that two that mean the same are equal (RFC 3986, section 6.2.2). */
final class SitePath {
    private SitePath() {}

    /** The path that was asked for; empty when the address has none. Slashes that are escaped stay so: they are part of a name. */
    static String of(URI address) {
        boolean beginsWithTwoSlashes = !address.isAbsolute() && address.getRawAuthority() != null;
        String path = (beginsWithTwoSlashes ? "//" + address.getRawAuthority() : "")
                + Optional.ofNullable(address.getRawPath()).orElse("");
        return Arrays.stream(path.split("/", -1))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .map(SitePath::segment)
                .collect(Collectors.joining("/"));
    }

    /** A name as a segment of a path. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
