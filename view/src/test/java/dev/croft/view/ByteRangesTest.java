package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.view.ByteRanges.Answer;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangesTest {
    @ParameterizedTest(name = "{0} of {1} bytes: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            bytes=0-0                     | 10 | bytes 0-0/10
            bytes=0-9                     | 10 | bytes 0-9/10
            bytes=3-                      | 10 | bytes 3-9/10
            bytes=3-99                    | 10 | bytes 3-9/10
            BYTES = 3-4                   | 10 | bytes 3-4/10
            bytes=-4                      | 10 | bytes 6-9/10
            bytes=-99                     | 10 | bytes 0-9/10
            bytes=9-999999999999999999    | 10 | bytes 9-9/10
            bytes=10-                     | 10 | none
            bytes=10-20                   | 10 | none
            bytes=-0                      | 10 | none
            bytes=0-                      | 0  | none
            bytes=-1                      | 0  | none
            bytes=5-4                     | 10 | whole
            bytes=-                       | 10 | whole
            bytes=0-1,3-4                 | 10 | whole
            bytes=a-b                     | 10 | whole
            bytes=99999999999999999999-   | 10 | none
            bytes=0-99999999999999999999  | 10 | bytes 0-9/10
            bytes=-99999999999999999999   | 10 | bytes 0-9/10
            bytes=000000000000000000003-4 | 10 | bytes 3-4/10
            lines=1-2                     | 10 | whole
            bytes                         | 10 | whole
            """)
    void rangesAreReadAsRfc9110Says(String header, long length, String expected) {
        assertEquals(expected, text(ByteRanges.of(Optional.of(header), length), length));
    }

    private static String text(Answer answer, long length) {
        if (answer instanceof Answer.Part part) {
            return part.contentRange(length);
        }
        return answer instanceof Answer.None ? "none" : "whole";
    }
}
