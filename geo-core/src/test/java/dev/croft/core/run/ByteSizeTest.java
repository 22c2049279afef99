package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "4096, 4096",
        "17b, 17",
        "2g, 2147483648",
        "512m, 536870912",
        "1.5GiB, 1610612736",
        " 10 GB, 10000000000",
        "1k, 1024",
        "1kB, 1000",
        "1.0001k, 1024",
        "3T, 3298534883328"
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse("--memory", text));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "g", "-1g", "2 gigs", "1,5g", "0", "0.1", "99999999p", "2gi"})
    void othersAreRefusedWithOptionAndRemedy(String text) {
        String message = assertThrows(ConfigurationException.class, () -> ByteSize.parse("--memory", text))
                .getMessage();
        assertTrue(message.startsWith("Cannot use \"" + text + "\" for --memory: "), message);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1.00 KiB",
        "1610612736, 1.50 GiB",
        "52428800, 50.0 MiB",
        "536870912, 512 MiB",
        "1048575, 1.00 MiB",
        "9223372036854775807, 8192 PiB"
    })
    void sizesAreShownWithThreeFigures(long bytes, String text) {
        assertEquals(text, ByteSize.format(bytes));
    }
}
