package dev.croft.view;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header {@code Range} (RFC 9110, section 14.2). */
final class ByteRanges {
    private static final Pattern ONE_RANGE =
            Pattern.compile("bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*", Pattern.CASE_INSENSITIVE);
    private static final int LONG_DIGITS = 18;

    private ByteRanges() {}

    /** Which bytes to send. */
    sealed interface Answer {
        /** All, with 200: there was no range, one that is not understood, or several, which need not be answered one by one. */
        record Whole() implements Answer {}

        /**
         * Some, with 206.
         *
         * @param first of them, from 0
         * @param count at least 1
         */
        record Part(long first, long count) implements Answer {
            /** The header {@code Content-Range}. */
            String contentRange(long length) {
                return "bytes " + first + '-' + (first + count - 1) + '/' + length;
            }
        }

        /** None, with 416: the range begins behind the end. */
        record None() implements Answer {}
    }

    /** @param length of the whole content in bytes */
    static Answer of(Optional<String> header, long length) {
        Matcher range = ONE_RANGE.matcher(header.orElse(""));
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Answer.Whole();
        }
        if (range.group(1).isEmpty()) {
            return lastBytes(number(range.group(2)), length);
        }
        long first = number(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
        if (last < first) {
            return new Answer.Whole();
        }
        if (first >= length) {
            return new Answer.None();
        }
        return new Answer.Part(first, Math.min(last, length - 1) - first + 1);
    }

    /** Digits without end are allowed; those of more than a long stand for the greatest there is, beyond the end of any file. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > LONG_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
    }

    private static Answer lastBytes(long count, long length) {
        if (count == 0 || length == 0) {
            return new Answer.None();
        }
        long sent = Math.min(count, length);
        return new Answer.Part(length - sent, sent);
    }
}
