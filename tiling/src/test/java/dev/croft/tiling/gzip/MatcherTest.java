package dev.croft.tiling.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatcherTest {
    static Stream<Matcher> matchers() {
        return Stream.of(new GreedyMatcher(), new LazyMatcher());
    }

    @ParameterizedTest
    @MethodSource("matchers")
    void farthestMatchIsAtTheEndOfTheWindow(Matcher matcher) {
        assertEquals(258, longestMatchAt(32_768, matcher));
        assertEquals(0, longestMatchAt(32_769, matcher));
    }

    @ParameterizedTest
    @MethodSource("matchers")
    void entriesAreForgottenBeforeTheirNumbersOverflow(Matcher matcher) {
        byte[] bytes = SampleBytes.text(20_000);
        Sequences expected = parse(matcher, bytes);
        matcher.begin(bytes, 0, Integer.MAX_VALUE - 30_000);
        Sequences found = parse(matcher, bytes);
        assertArrayEquals(Arrays.copyOf(expected.matches, expected.count), Arrays.copyOf(found.matches, found.count));
    }

    @Test
    void dearMatchesAreLeftOut() {
        // Four zeros, among many, are cheaper as literals than as a match of a distance that never was.
        byte[] bytes = new byte[4_000];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) (at % 3 == 0 ? (at * 31) >> 3 : 0);
        }
        assertTrue(parse(new LazyMatcher(), bytes).count < parse(new GreedyMatcher(), bytes).count);
    }

    /** Of bytes that are zero but for 300 random ones, twice, so far apart. */
    private static int longestMatchAt(int distance, Matcher matcher) {
        byte[] bytes = new byte[distance + 300];
        System.arraycopy(SampleBytes.random(300, 1), 0, bytes, 0, 300);
        System.arraycopy(bytes, 0, bytes, distance, 300);
        Sequences sequences = parse(matcher, bytes);
        return Arrays.stream(sequences.matches, 0, sequences.count)
                .filter(match -> Sequences.distance(match) == distance)
                .map(Sequences::length)
                .max()
                .orElse(0);
    }

    private static Sequences parse(Matcher matcher, byte[] bytes) {
        Sequences sequences = new Sequences(bytes.length + 1);
        matcher.begin(bytes, 0, bytes.length);
        matcher.parse(0, bytes.length, sequences);
        return sequences;
    }
}
