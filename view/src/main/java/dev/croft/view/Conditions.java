package dev.croft.view;

import com.sun.net.httpserver.Headers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The conditions under which GET and HEAD are answered (RFC 9110, section 13.1) but {@code If-Range}. Dates in the obsolete forms of
 * section 5.6.7 are taken for none.
 */
record Conditions(Headers asked) {
    private static final int NOT_MODIFIED = 304;
    private static final int PRECONDITION_FAILED = 412;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    static Conditions of(Headers asked) {
        return new Conditions(asked);
    }

    /** An instant as headers say it (section 5.6.7). */
    static String date(Instant instant) {
        return DATE.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** The status with which the request ends at once, in the order of section 13.2.2; empty when it is to be answered. */
    OptionalInt statusOf(Content.State state) {
        Optional<String> expected = header("If-Match");
        boolean isOther = expected.isPresent()
                ? !names(expected.get(), state.etag())
                : isAfter(state.lastModified(), "If-Unmodified-Since").orElse(false);
        if (isOther) {
            return OptionalInt.of(PRECONDITION_FAILED);
        }
        Optional<String> known = header("If-None-Match");
        boolean isKnown = known.isPresent()
                ? names(known.get().replace("W/", ""), state.etag())
                : !isAfter(state.lastModified(), "If-Modified-Since").orElse(true);
        return isKnown ? OptionalInt.of(NOT_MODIFIED) : OptionalInt.empty();
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(asked.get(name)).map(values -> String.join(",", values));
    }

    /** Whether a list has the validator, or any will do. Our validators have no comma. */
    private static boolean names(String list, String etag) {
        return Arrays.stream(list.split(",")).map(String::strip).anyMatch(one -> one.equals("*") || one.equals(etag));
    }

    /** Whether the content changed after the date of a header; empty when one of the two is unknown. */
    private Optional<Boolean> isAfter(Optional<Instant> lastModified, String name) {
        return lastModified.flatMap(changed -> date(name).map(changed::isAfter));
    }

    private Optional<Instant> date(String name) {
        try {
            return header(name).map(text -> ZonedDateTime.parse(text.strip(), DATE.withZone(ZoneOffset.UTC))
                    .toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
